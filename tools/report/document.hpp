#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// A report of a result folder as plain values: what the page and the workbook both show.
namespace report {

/// How a column's cells are shown: as they stand; with three significant figures or two of the interval; in pounds; in
/// per cent.
enum class Kind { text, number, money, share };

struct Column {
  std::string key;    ///< what charts call it: "mean"
  std::string title;  ///< heading, with the unit where every row has the same: "Wait, days"
  Kind kind = Kind::text;
};

/// Text is shown as text, whatever stands in it. A number that is not known is NaN and shown as a dash.
using Cell = std::variant<std::string, double>;

struct Table {
  std::string name;  ///< of the sheet, 31 characters at most: "Costs by agency"
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;  ///< each as long as `columns`
};

/// A chart of the table beneath it. The page's script draws each kind; without the script the table is read.
struct Chart {
  std::string kind;                             ///< "intervals", "lines", "sankey", ...
  std::map<std::string, std::string> channels;  ///< "x" -> key of a column, and settings of that kind
};

/// One chart or picture with its numbers.
struct Figure {
  std::string id;       ///< for links; unique in the report: letters, digits, "-"
  std::string title;    ///< what it shows to be the case: "Option 2 saves more than option 1 in 9 of 10 replications"
  std::string subject;  ///< what it is about, when another year, area, agency or metric has been chosen: "Net saving"
  std::string description;  ///< for who cannot see it: what it looks like, and the main numbers
  std::string note;         ///< below it: definitions and limits; may be empty
  std::optional<Chart> chart;
  std::string svg;                   ///< drawn already, instead of a chart; may be empty
  std::vector<std::string> follows;  ///< of "agency", "area", "year": columns of the table with that key that the
                                     ///< reader can choose by; "" there holds for all of them together
  Table table;
};

struct Section {
  std::string id, title;
  std::vector<std::string> paragraphs;
  std::vector<Figure> figures;
};

struct Report {
  std::string title, subtitle;
  std::vector<Section> sections;
  std::string measures;  ///< JSON of every metric by system, year and group, for the reader's own questions; "" without
};

}  // namespace report
