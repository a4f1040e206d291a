#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Markdown (GitHub's) in which text from a scenario stays text.
namespace quality {

/// One line of text in which nothing is markup: line ends and control characters become spaces, signs that Markdown or
/// HTML would read are escaped, and so are marks that turn the direction of what follows.
std::string escaped(std::string_view text);

/// Several paragraphs of such text: empty lines part them.
std::string escaped_paragraphs(std::string_view text);

/// A table; every cell is escaped here. Without rows it is a sentence that says so.
class MarkdownTable {
 public:
  explicit MarkdownTable(std::vector<std::string> heading) : heading_(std::move(heading)) {}
  /// \param cells  as many as the heading has. \throws std::logic_error otherwise
  void row(std::vector<std::string> cells);
  std::size_t size() const { return rows_.size(); }
  std::string text() const;

 private:
  std::vector<std::string> heading_;
  std::vector<std::vector<std::string>> rows_;
};

/// No more than one empty line at a time, and none at the end.
std::string tidy(std::string_view text);

/// "- one\n- two\n", each already Markdown.
std::string bullets(const std::vector<std::string>& lines);

/// "1 number", "1,460 numbers". \param noun  that takes an s
std::string counted(std::size_t n, const std::string& noun);

}  // namespace quality
