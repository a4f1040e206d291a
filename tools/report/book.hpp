#pragma once

#include <compare>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

/// Spreadsheets of Office Open XML: cells that hold text, numbers and formulas with their values beside them, so that
/// a viewer that does not recalculate shows the same.
namespace report::book {

/// How a cell looks.
struct Look {
  std::string number = "General";  ///< format of a number
  bool bold = false, wrap = false, heading = false, title = false;
  bool input = false;  ///< a cell that readers may change
  bool faint = false;  ///< a value that no formula leads to
  bool center = false;
  auto operator<=>(const Look&) const = default;
};

inline const std::string pounds = "\"£\"#,##0;[Red]-\"£\"#,##0;\"£\"0";
inline const std::string pence = "\"£\"#,##0.00;[Red]-\"£\"#,##0.00";
inline const std::string difference = "\"£\"#,##0.00;-\"£\"#,##0.00";
inline const std::string per_cent = "0.0%";
inline const std::string whole = "#,##0";
inline const std::string decimals = "#,##0.00";
inline const std::string four_decimals = "0.0000";

/// A cell that holds a number, for formulas of others.
struct Live {
  std::string at;  ///< its address in the workbook
  double value = 0;
};

/// "B7". \param row, column  from 0
std::string cell(std::size_t row, std::size_t column);
/// "$B$7".
std::string fixed(std::size_t row, std::size_t column);
/// "B$7:B$20": down a column; as the formula beside it moves right, so does this.
std::string down(std::size_t first, std::size_t last, std::size_t column);
/// "$B$7:$B$20".
std::string fixed_down(std::size_t first, std::size_t last, std::size_t column);
/// "B7:F7".
std::string across(std::size_t row, std::size_t first, std::size_t last);

class Sheet {
 public:
  Sheet(lxw_worksheet* sheet, std::string name, std::string part, class Book& book)
      : sheet_(sheet), name_(std::move(name)), part_(std::move(part)), book_(&book) {}

  const std::string& name() const { return name_; }
  /// What it holds, for a list of sheets: what was said of it, or else its own title.
  const std::string& about() const { return about_; }
  void about(std::string what) { about_ = std::move(what); }
  /// The part of the workbook that it belongs to.
  const std::string& part() const { return part_; }
  /// Text stays text, whatever it begins with; what a cell cannot hold is cut off.
  void text(std::size_t row, std::size_t column, const std::string& text, const Look& look = {});
  /// A dash for what is not known (NaN).
  Live number(std::size_t row, std::size_t column, double value, const Look& look = {});
  /// \param formula  without "=". \param value  what it comes to
  Live formula(std::size_t row, std::size_t column, const std::string& formula, double value, const Look& look = {});
  void formula(std::size_t row, std::size_t column, const std::string& formula, const std::string& value,
               const Look& look = {});
  /// A row of headings, high enough for them in columns of the usual width.
  void headings(std::size_t row, const std::vector<std::string>& titles, std::size_t first_column = 0);
  /// Text that leads to another sheet.
  void link(std::size_t row, std::size_t column, const Sheet& to);

  void width(std::size_t first, std::size_t last, double characters);
  /// \param lines  of text that the row has room for
  void height(std::size_t row, std::size_t lines);
  /// Rows above this one and columns left of that one stay in sight. \param first_repeated  of these rows, the first
  /// that every page repeats; `row` for none
  void freeze(std::size_t row, std::size_t column, std::size_t first_repeated);
  /// "'Unit costs'!$B$7", and a range of it.
  std::string at(std::size_t row, std::size_t column) const { return quoted() + fixed(row, column); }
  std::string quoted() const;

 private:
  lxw_worksheet* sheet_;
  std::string name_, part_, about_;
  class Book* book_;
};

class Book {
 public:
  /// \param title  for the file's properties
  Book(const std::filesystem::path& file, const std::string& title);
  ~Book();
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;

  /// A sheet named so, as far as that is allowed and no other has the name.
  /// \param part  that it belongs to; "" for none
  Sheet& add(const std::string& name, const std::string& part = "");
  /// A name for a cell or a range. \param at  "'Unit costs'!$B$7"
  void name(const std::string& name, const std::string& at);
  /// Writes the file. \throws results::FolderError if that fails
  void save();

  const std::vector<std::unique_ptr<Sheet>>& sheets() const { return sheets_; }
  lxw_format* format(const Look& look);

 private:
  std::filesystem::path file_;
  lxw_workbook* book_;
  std::vector<std::unique_ptr<Sheet>> sheets_;
  std::map<Look, lxw_format*> formats_;
};

/// How many characters a text of UTF-8 has.
std::size_t characters(std::string_view text);

/// A sheet's name as it is allowed: 31 characters at most, none of []:*?/\, no apostrophe at an end, not "History".
/// \param taken  other sheets'; upper and lower case are the same
std::string allowed_name(const std::string& wanted, const std::vector<std::string>& taken);

}  // namespace report::book
