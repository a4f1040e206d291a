#include "tools/report/book.hpp"

#include "tools/results/folder.hpp"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cmath>
#include <fstream>
#include <string_view>
#include <utility>

namespace report::book {

namespace {

constexpr std::size_t most_of_a_name = 31, most_of_a_cell = 32767;
constexpr lxw_color_t heading_fill = 0xDCE6EE, input_fill = 0xFFF7D6, line = 0x9AA7B0, faint_ink = 0x595959;

/// Characters of UTF-8: how many, and the first so many.
bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }
std::string first_characters(const std::string& text, std::size_t most) {
  std::size_t seen = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (begins_character(text[i]) && seen++ == most) return text.substr(0, i);
  return text;
}

std::string in_lower_case(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

/// Tried before the library does, which would complain on standard error.
lxw_workbook* opened(const std::filesystem::path& file) {
  lxw_workbook* const book = std::ofstream(file) ? workbook_new(file.c_str()) : nullptr;
  if (!book) throw results::FolderError(file.string() + ": cannot be written");
  return book;
}

lxw_row_t row_of(std::size_t row) { return static_cast<lxw_row_t>(row); }
lxw_col_t column_of(std::size_t column) { return static_cast<lxw_col_t>(column); }

std::string letters(std::size_t column) {
  std::string name;
  for (std::size_t c = column + 1; c > 0; c = (c - 1) / 26)
    name.insert(name.begin(), static_cast<char>('A' + (c - 1) % 26));
  return name;
}

}  // namespace

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

std::string cell(std::size_t row, std::size_t column) { return fmt::format("{}{}", letters(column), row + 1); }
std::string fixed(std::size_t row, std::size_t column) { return fmt::format("${}${}", letters(column), row + 1); }
std::string down(std::size_t first, std::size_t last, std::size_t column) {
  return fmt::format("{0}${1}:{0}${2}", letters(column), first + 1, last + 1);
}
std::string fixed_down(std::size_t first, std::size_t last, std::size_t column) {
  return fixed(first, column) + ":" + fixed(last, column);
}
std::string across(std::size_t row, std::size_t first, std::size_t last) {
  return cell(row, first) + ":" + cell(row, last);
}

std::string allowed_name(const std::string& wanted, const std::vector<std::string>& taken) {
  std::string name;
  for (const char c : wanted)
    name +=
        std::string_view("[]:*?/\\").find(c) != std::string_view::npos || static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  const auto trimmed = [](std::string text) {
    while (!text.empty() && (text.front() == '\'' || text.front() == ' ')) text.erase(0, 1);
    while (!text.empty() && (text.back() == '\'' || text.back() == ' ')) text.pop_back();
    return text;
  };
  name = trimmed(first_characters(trimmed(name), most_of_a_name));
  if (name.empty()) name = "Sheet";
  if (in_lower_case(name) == "history") name += " of it";
  const auto is_taken = [&](const std::string& candidate) {
    return std::any_of(taken.begin(), taken.end(),
                       [&](const std::string& other) { return in_lower_case(other) == in_lower_case(candidate); });
  };
  if (!is_taken(name)) return name;
  for (int number = 2;; ++number) {
    const std::string end = fmt::format(" {}", number);
    const std::string candidate = trimmed(first_characters(name, most_of_a_name - characters(end))) + end;
    if (!is_taken(candidate)) return candidate;
  }
}

void Sheet::text(std::size_t row, std::size_t column, const std::string& text, const Look& look) {
  if (look.title && about_.empty()) about_ = text;
  const std::string shown = characters(text) > most_of_a_cell ? first_characters(text, most_of_a_cell - 1) + "…" : text;
  worksheet_write_string(sheet_, row_of(row), column_of(column), shown.c_str(), book_->format(look));
}

Live Sheet::number(std::size_t row, std::size_t column, double value, const Look& look) {
  if (std::isfinite(value))
    worksheet_write_number(sheet_, row_of(row), column_of(column), value, book_->format(look));
  else
    worksheet_write_string(sheet_, row_of(row), column_of(column), "–", book_->format(look));
  return {at(row, column), value};
}

Live Sheet::formula(std::size_t row, std::size_t column, const std::string& formula, double value, const Look& look) {
  worksheet_write_formula_num(sheet_, row_of(row), column_of(column), ("=" + formula).c_str(), book_->format(look),
                              value);
  return {at(row, column), value};
}

void Sheet::formula(std::size_t row, std::size_t column, const std::string& formula, const std::string& value,
                    const Look& look) {
  worksheet_write_formula_str(sheet_, row_of(row), column_of(column), ("=" + formula).c_str(), book_->format(look),
                              value.c_str());
}

void Sheet::headings(std::size_t row, const std::vector<std::string>& titles, std::size_t first_column) {
  Look look;
  look.heading = true;
  look.wrap = look.center = true;
  std::size_t longest = 0;
  for (std::size_t c = 0; c < titles.size(); ++c) {
    text(row, first_column + c, titles[c], look);
    longest = std::max(longest, characters(titles[c]));
  }
  constexpr std::size_t usual = 12, most_lines = 3;
  if (longest > usual) height(row, std::min(most_lines, (longest + usual - 1) / usual));
}

void Sheet::link(std::size_t row, std::size_t column, const Sheet& to) {
  worksheet_write_url_opt(sheet_, row_of(row), column_of(column), ("internal:" + to.at(0, 0)).c_str(), nullptr,
                          to.name().c_str(), nullptr);
}

void Sheet::width(std::size_t first, std::size_t last, double characters) {
  worksheet_set_column(sheet_, column_of(first), column_of(last), characters, nullptr);
}

void Sheet::height(std::size_t row, std::size_t lines) {
  constexpr double points = 15;
  worksheet_set_row(sheet_, row_of(row), points * static_cast<double>(lines), nullptr);
}

void Sheet::freeze(std::size_t row, std::size_t column, std::size_t first_repeated) {
  worksheet_freeze_panes(sheet_, row_of(row), column_of(column));
  if (first_repeated < row) worksheet_repeat_rows(sheet_, row_of(first_repeated), row_of(row - 1));
}

std::string Sheet::quoted() const {
  std::string name = "'";
  for (const char c : name_) name += c == '\'' ? "''" : std::string(1, c);
  return name + "'!";
}

Book::Book(const std::filesystem::path& file, const std::string& title) : file_(file), book_(opened(file_)) {
  std::string shown = first_characters(title, 255);
  lxw_doc_properties properties{};
  properties.title = shown.data();
  properties.created = 1;  // the same whenever it is made; 0 would be now
  workbook_set_properties(book_, &properties);
}

Book::~Book() {
  if (book_) lxw_workbook_free(book_);
}

Sheet& Book::add(const std::string& name, const std::string& part) {
  std::vector<std::string> taken;
  for (const auto& sheet : sheets_) taken.push_back(sheet->name());
  const std::string allowed = allowed_name(name, taken);
  lxw_worksheet* const sheet = workbook_add_worksheet(book_, allowed.c_str());
  if (!sheet) throw results::FolderError(file_.string() + ": no sheet can be named " + allowed);
  worksheet_set_landscape(sheet);
  worksheet_set_paper(sheet, 9);  // A4
  worksheet_fit_to_pages(sheet, 1, 0);
  worksheet_set_footer(sheet, "&L&A&RPage &P of &N");
  worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
  sheets_.push_back(std::make_unique<Sheet>(sheet, allowed, part, *this));
  return *sheets_.back();
}

void Book::name(const std::string& name, const std::string& at) {
  if (workbook_define_name(book_, name.c_str(), ("=" + at).c_str()) != LXW_NO_ERROR)
    throw std::logic_error("no name for cells: " + name);
}

void Book::save() {
  const lxw_error error = workbook_close(std::exchange(book_, nullptr));
  if (error != LXW_NO_ERROR)
    throw results::FolderError(fmt::format("{}: {}", file_.string(), lxw_strerror(error)), errno == ENOSPC);
}

lxw_format* Book::format(const Look& look) {
  const auto [place, is_new] = formats_.try_emplace(look, nullptr);
  if (!is_new) return place->second;
  lxw_format* const format = workbook_add_format(book_);
  format_set_font_name(format, "Calibri");
  format_set_num_format(format, look.number.c_str());
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  if (look.bold || look.heading || look.title) format_set_bold(format);
  if (look.title) format_set_font_size(format, 14);
  if (look.center) format_set_align(format, LXW_ALIGN_CENTER);
  if (look.wrap) format_set_text_wrap(format);
  if (look.faint) format_set_font_color(format, faint_ink);
  if (look.heading) {
    format_set_bg_color(format, heading_fill);
    format_set_bottom(format, LXW_BORDER_THIN);
    format_set_bottom_color(format, line);
  }
  if (look.input) {
    format_set_bg_color(format, input_fill);
    format_set_border(format, LXW_BORDER_HAIR);
    format_set_border_color(format, line);
  }
  place->second = format;
  return format;
}

}  // namespace report::book
