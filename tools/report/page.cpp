#include "tools/report/page.hpp"

#include "tools/report/bundle.hpp"
#include "tools/report/packed.hpp"
#include "tools/report/shown_table.hpp"
#include "tools/results/number.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace report {

namespace {

const char* word(Kind kind) {
  switch (kind) {
    case Kind::number: return "number";
    case Kind::money: return "money";
    case Kind::share: return "share";
    case Kind::text: break;
  }
  return "text";
}

/// A hyphen before a number is a minus sign, at which no line breaks. Elsewhere it stays what it is.
std::string with_minus_signs(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = i == 0 || text[i - 1] == ' ' || text[i - 1] == '(';
    const std::string_view rest = std::string_view(text).substr(i + 1);
    const bool is_minus = text[i] == '-' && begins && !rest.empty() &&
                          (rest.starts_with("£") || (rest.front() >= '0' && rest.front() <= '9'));
    if (is_minus)
      out += "−";
    else
      out += text[i];
  }
  return out;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Whether a number belongs to what begins there: "%", "days".
bool begins_with_unit(std::string_view rest) {
  static constexpr std::array<std::string_view, 17> units{"%",      "day",   "days",   "week",   "weeks",  "month",
                                                          "months", "year",  "years",  "hour",   "hours",  "minutes",
                                                          "people", "cases", "points", "places", "million"};
  return std::any_of(units.begin(), units.end(), [&](std::string_view unit) {
    return rest.starts_with(unit) && (rest.size() == unit.size() || !is_letter(rest[unit.size()]));
  });
}

/// No line ends between a sign and its pounds, nor between a number and its unit.
std::string unbroken(const std::string& text) {
  static const std::string no_break_space = "\u00a0", word_joiner = "\u2060", minus = "−";
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = std::string_view(text).substr(i + 1);
    const bool after_number = i > 0 && text[i - 1] >= '0' && text[i - 1] <= '9';
    if (text[i] == ' ' && after_number && begins_with_unit(rest))
      out += no_break_space;
    else
      out += text[i];
    if (rest.starts_with("£") && (out.ends_with(minus) || text[i] == '+')) out += word_joiner;
  }
  return out;
}

/// What this program has put into words.
std::string words(const std::string& text) { return escaped(unbroken(with_minus_signs(text))); }

constexpr std::size_t some_words = 24, sentences = 60;  ///< characters

/// Whether a text is a day as files write it: 2012-11-01.
bool is_day(std::string_view text) {
  static constexpr std::string_view shape = "dddd-dd-dd";
  return std::equal(text.begin(), text.end(), shape.begin(), shape.end(),
                    [](char c, char in_shape) { return in_shape == 'd' ? c >= '0' && c <= '9' : c == in_shape; });
}

/// How wide a column of text wants to be: "" for names and the like.
std::string width_of(const Table& table, std::size_t c) {
  std::size_t longest = 0;
  bool has_days = false;
  if (table.columns[c].kind != Kind::text) return "";
  for (const std::vector<Cell>& row : table.rows) {
    const auto* const text = c < row.size() ? std::get_if<std::string>(&row[c]) : nullptr;
    if (text == nullptr) continue;
    longest = std::max(longest, text->size());
    has_days = has_days || is_day(*text);
  }
  return longest > sentences ? "sentences" : longest > some_words ? "words" : has_days ? "days" : "";
}

std::string table_html(const Table& table, const std::string& label) {
  std::string out =
      fmt::format(R"(<div class="scroll" tabindex="0" role="region" aria-label="{}"><table>)", escaped(label));
  out += "\n<thead><tr>";
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const Column& column = table.columns[c];
    out += fmt::format(R"(<th scope="col" data-key="{}")", escaped(column.key));
    if (column.kind != Kind::text) out += fmt::format(R"( data-kind="{}")", word(column.kind));
    if (const std::string width = width_of(table, c); !width.empty()) out += " class=\"" + width + "\"";
    out += ">" + escaped(column.title) + "</th>";
  }
  out += "</tr></thead>\n<tbody>\n";
  // Cells and rows end where the next begins, which HTML allows and a page of many thousand cells needs.
  for (const std::vector<Cell>& row : table.rows) {
    const std::vector<std::string> texts = shown_row(table, row);
    out += "<tr>\n";
    for (std::size_t c = 0; c < texts.size(); ++c) {
      const std::string value = cell_value(row[c]);
      out += value.empty() ? "<td>" : "<td data-v=" + value + ">";
      out += escaped(std::holds_alternative<double>(row[c]) ? with_minus_signs(texts[c]) : texts[c]);
    }
  }
  return out + "</tbody></table></div>";
}

std::string chart_json(const Chart& chart) {
  nlohmann::ordered_json json;
  json["kind"] = chart.kind;
  json["channels"] = nlohmann::ordered_json::object();
  for (const auto& [name, value] : chart.channels) json["channels"][name] = value;
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string figure_html(const Figure& figure) {
  std::string out = fmt::format("<figure id=\"{}\"", escaped(figure.id));
  if (figure.chart) out += " data-chart=\"" + escaped(chart_json(*figure.chart)) + "\"";
  if (!figure.follows.empty()) {
    std::string all;
    for (const std::string& one : figure.follows) all += (all.empty() ? "" : " ") + one;
    out += " data-follows=\"" + escaped(all) + "\"";
  }
  if (!figure.subject.empty()) out += " data-subject=\"" + escaped(figure.subject) + "\"";
  out += ">\n<h3>" + words(figure.title) + "</h3>\n";
  if (!figure.svg.empty())
    out += "<div class=\"chart picture\" tabindex=\"0\" role=\"region\" aria-label=\"" + escaped(figure.title) + "\">" +
           figure.svg + "</div>\n";
  else if (figure.chart)
    out += "<div class=\"chart\"></div>\n";
  if (!figure.description.empty())
    out += fmt::format("<p class=\"description\" id=\"{}-description\">{}</p>\n", escaped(figure.id),
                       words(figure.description));
  if (!figure.note.empty()) out += "<p class=\"note\">" + words(figure.note) + "</p>\n";
  if (!figure.table.columns.empty())
    out += "<details open><summary>The numbers</summary>" +
           table_html(figure.table, "The numbers: " + (figure.subject.empty() ? figure.title : figure.subject)) +
           "</details>\n";
  return out + "</figure>\n";
}

std::string section_html(const Section& section) {
  const std::string id = escaped(section.id);
  std::string out = fmt::format("<section id=\"{0}\" aria-labelledby=\"{0}-title\">\n<h2 id=\"{0}-title\">{1}</h2>\n",
                                id, escaped(section.title));
  for (const std::string& paragraph : section.paragraphs) out += "<p>" + words(paragraph) + "</p>\n";
  for (const Figure& figure : section.figures) out += figure_html(figure);
  return out + "</section>\n";
}

/// Whether a decoder of UTF-8 takes the byte at `i` as the beginning of `length` bytes of one character.
bool continues(std::string_view text, std::size_t i, std::size_t length) {
  if (i + length > text.size()) return false;
  for (std::size_t k = 1; k < length; ++k)
    if ((static_cast<unsigned char>(text[i + k]) & 0xC0U) != 0x80U) return false;
  return true;
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80U) {
      const std::size_t length = byte >= 0xF0U ? 4 : byte >= 0xE0U ? 3 : byte >= 0xC2U ? 2 : 1;
      if (length == 1 || byte > 0xF4U || !continues(text, i, length)) {
        out += "\xEF\xBF\xBD";  // the replacement character
        continue;
      }
      out += text.substr(i, length);
      i += length - 1;
      continue;
    }
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default:
        if (byte >= 0x20U ? byte != 0x7FU : c == '\n' || c == '\t') out += c;
    }
  }
  return out;
}

std::string cell_value(const Cell& cell) {
  const double* const number = std::get_if<double>(&cell);
  return number == nullptr ? "" : results::shortest(*number);
}

std::string page(const Report& report) {
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"generator\" content=\"wholeplace\">\n";
  out += "<title>" + escaped(report.title) + "</title>\n<style>";
  out += bundle_style();
  out += "</style></head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n";
  out += "<header><h1 dir=\"auto\">" + escaped(report.title) + "</h1><p class=\"subtitle\">" + words(report.subtitle) +
         "</p></header>\n<nav aria-label=\"Sections\"><ol>\n";
  for (const Section& section : report.sections)
    out += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", escaped(section.id), escaped(section.title));
  out += "</ol></nav>\n<main id=\"main\">\n";
  for (const Section& section : report.sections) out += section_html(section);
  out += "</main>\n";
  if (!report.measures.empty())
    out += "<script type=\"text/plain\" id=\"measures\">" + packed(report.measures) + "</script>\n";
  if (!bundle_script().empty()) {
    out += "<script>";
    out += bundle_script();
    out += "</script>\n";
  }
  return out + "</body></html>\n";
}

}  // namespace report
