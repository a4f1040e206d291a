#include "tools/report/page.hpp"

#include "tests/tools/report/unpacked.hpp"
#include "tools/report/shown_table.hpp"
#include "tools/report/words.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <limits>
#include <stdexcept>

using namespace report;

namespace {

const std::string hostile = "</script><script>alert(\"1\")</script> & 'x' =cmd|' /C calc'!A0";
const std::string right_to_left = "\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7";  // Arabic: welcome

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}
bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// What a browser makes of text with references.
std::string read_back(std::string html) {
  const std::pair<const char*, const char*> references[] = {
      {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}};
  for (const auto& [reference, character] : references)
    for (std::size_t at = html.find(reference); at != std::string::npos; at = html.find(reference, at + 1))
      html.replace(at, std::string(reference).size(), character);
  return html;
}

Report sample(const std::string& text) {
  Table table{"Sheet",
              {{"system", text, Kind::text},
               {"mean", "Mean", Kind::money},
               {"ci_low", "from", Kind::money},
               {"ci_high", "to", Kind::money}},
              {{text, 813412.5, 700000.25, 926824.75}, {"b", unknown, unknown, unknown}}};
  Figure figure{.id = "fig",
                .title = text,
                .subject = text,
                .description = text,
                .note = text,
                .chart = Chart{"intervals", {{"label", "system"}, {"x", "mean"}, {"x_axis", text}}},
                .svg = "",
                .follows = {"year", "area"},
                .table = table};
  Report report{text, text, {{"one", text, {text}, {figure}}}, ""};
  report.measures = nlohmann::json({{"name", text}}).dump();
  return report;
}

}  // namespace

TEST_CASE("HTML, scripts, quotes, formulas and right-to-left text of a scenario are text on the page") {
  const std::string plain = page(sample("plain"));
  for (const std::string& text : {hostile, right_to_left, std::string("<!-- <img src=x onerror=alert(1)>")}) {
    const std::string html = page(sample(text));
    CHECK(count_of(html, "<script") == count_of(plain, "<script"));
    CHECK(count_of(html, "</script") == count_of(plain, "</script"));
    CHECK(count_of(html, "<!--") == count_of(plain, "<!--"));
    CHECK(count_of(html, "<img") == 0);
    CHECK(holds(html, "<h1 dir=\"auto\">" + escaped(text) + "</h1>"));
    CHECK(read_back(escaped(text)) == text);
  }
}

TEST_CASE("the data of the explorer read back as they were, whatever stands in them") {
  for (const std::string& text : {hostile, right_to_left, std::string("<!--")}) {
    const std::string html = page(sample(text));
    const std::string start = "<script type=\"text/plain\" id=\"measures\">";
    const std::size_t begin = html.find(start) + start.size(), end = html.find("</script>", begin);
    CHECK(nlohmann::json::parse(unpacked(html.substr(begin, end - begin))).at("name") == text);
  }
}

TEST_CASE("a chart's settings read back from its attribute") {
  const std::string html = page(sample(hostile)), start = "data-chart=\"";
  const std::size_t begin = html.find(start) + start.size(), end = html.find('"', begin);
  const auto json = nlohmann::json::parse(read_back(html.substr(begin, end - begin)));
  CHECK(json.at("kind") == "intervals");
  CHECK(json.at("channels").at("x_axis") == hostile);
}

TEST_CASE("bytes that are no UTF-8, and characters that HTML forbids, do not reach the page") {
  CHECK(escaped("a\xFFz") == "a\xEF\xBF\xBDz");
  CHECK(escaped("a\xC3") == "a\xEF\xBF\xBD");
  CHECK(escaped("\xE2\x82") == "\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(escaped(std::string_view("a\0b\x01\x7F", 5)) == "ab");
  CHECK(escaped("£–−") == "£–−");
}

TEST_CASE("the page has the marks that its script reads") {
  const std::string html = page(sample("plain"));
  for (const char* const mark :
       {"<html lang=\"en\">", "<meta charset=\"utf-8\">", "<a class=\"skip\" href=\"#main\">", "<main id=\"main\">",
        "<nav aria-label=\"Sections\">", "<section id=\"one\" aria-labelledby=\"one-title\">",
        "<h2 id=\"one-title\">plain</h2>", "data-follows=\"year area\"", "data-subject=\"plain\"",
        "<div class=\"chart\"></div>", "<p class=\"description\" id=\"fig-description\">", "<p class=\"note\">",
        "<details open><summary>", "tabindex=\"0\" role=\"region\"",
        "<th scope=\"col\" data-key=\"mean\" data-kind=\"money\">", "<li><a href=\"#one\">plain</a></li>"})
    CHECK_MESSAGE(holds(html, mark), mark);
}

TEST_CASE("a cell keeps its number in full, and one that is not known is a dash without any") {
  const std::string html = page(sample("plain"));
  CHECK(holds(html, "<td data-v=813412.5>£813,000<td data-v=700000.25>£700,000<td"));
  CHECK(holds(html, "<td>b<td>–<td>–<td>–"));
  CHECK(cell_value(Cell(0.1)) == "0.1");
  CHECK(cell_value(Cell(std::numeric_limits<double>::infinity())).empty());
  CHECK(cell_value(Cell("=1")).empty());
}

TEST_CASE("a number below nothing has a minus sign, and dates keep their hyphens") {
  Report report = sample("plain");
  report.sections[0].paragraphs = {"It costs -5 (-3 m) from 2014-11-01 with -n 2."};
  CHECK(holds(page(report), "It costs −5 (−3 m) from 2014-11-01 with -n 2."));
}

TEST_CASE("no line ends between a sign and its pounds or between a number and its unit") {
  Report report = sample("plain");
  report.sections[0].paragraphs = {"From -£813,000 to +£5m in 95 % of 12 days, 3 yearly, 7 dayscare, no % and - £1."};
  CHECK(holds(page(report),
              "From −\u2060£813,000 to +\u2060£5m in 95\u00a0% of 12\u00a0days, 3 yearly, 7 dayscare, no % and - £1."));
}

TEST_CASE("a column of text says how wide it wants to be, by its longest cell") {
  Report report = sample("plain");
  Table& table = report.sections[0].figures[0].table;
  CHECK_FALSE(holds(page(report), "<th scope=\"col\" data-key=\"system\" class"));
  table.rows[1][0] = "2012-11-01";
  CHECK(holds(page(report), "data-key=\"system\" class=\"days\">"));
  table.rows[0][0] = "the plan's figure is from a report";
  CHECK(holds(page(report), "data-key=\"system\" class=\"words\">"));
  table.rows[1][0] = std::string(80, 'x');
  CHECK(holds(page(report), "data-key=\"system\" class=\"sentences\">"));
}

TEST_CASE("a picture takes the place of a chart") {
  Report report = sample("plain");
  report.sections[0].figures[0].svg = "<svg></svg>";
  const std::string html = page(report);
  CHECK(holds(html, "<svg></svg></div>"));
  CHECK_FALSE(holds(html, "<div class=\"chart\"></div>"));
}

TEST_CASE("a row that does not fit its columns is no table") {
  Report report = sample("plain");
  report.sections[0].figures[0].table.rows.push_back({"too short"});
  CHECK_THROWS_AS(page(report), std::logic_error);
}

TEST_CASE("cells are rounded with their interval") {
  const Table table{
      "T", {{"wait", "Wait", Kind::number}, {"wait_low", "from", Kind::number}, {"wait_high", "to", Kind::number}}, {}};
  CHECK(shown_row(table, {23.5911, 23.21, 23.97}) == std::vector<std::string>{"23.59", "23.21", "23.97"});
  CHECK(shown_row(table, {23.5911, unknown, unknown}) == std::vector<std::string>{"23.6", "–", "–"});
  const Table money{"M", {{"mean", "Cost", Kind::money}}, {}};
  CHECK(shown_row(money, {-1332436.75}) == std::vector<std::string>{"-£1,330,000"});
}
