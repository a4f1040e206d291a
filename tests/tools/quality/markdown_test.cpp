#include "tools/quality/markdown.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

using quality::escaped;

TEST_CASE("signs that Markdown or HTML would read are escaped, and a name stays as it is") {
  CHECK(escaped("six_route, A&E, 0.1.0, -5 and x = 3") == "six_route, A&E, 0.1.0, -5 and x = 3");
  CHECK(escaped("<b> &amp; &#60;") == "&lt;b&gt; &amp;amp; &amp;\\#60;");
  CHECK(escaped("a|b `c` *d* _e_ [f] ~g~ \\") == "a\\|b \\`c\\` \\*d\\* \\_e\\_ \\[f\\] \\~g\\~ \\\\");
  CHECK(escaped("one\ntwo\r\n\tthree\n") == "one two three");
  CHECK(escaped("- a") == "\\- a");
  CHECK(escaped("---") == "\\---");
  CHECK(escaped("1. a") == "1\\. a");
  CHECK(escaped("\xE2\x80\xAE"
                "abc\xE2\x81\xA9") == "abc");
  CHECK(escaped("£7.6m – caf\xC3\xA9") == "£7.6m – caf\xC3\xA9");
}

TEST_CASE("tidy text has no two empty lines in a row") { CHECK(quality::tidy("a\n\n\n\nb\n\n\n") == "a\n\nb\n"); }

TEST_CASE("a table keeps its width, and one without rows is a sentence") {
  quality::MarkdownTable table({"a", "b"});
  CHECK(table.text() == "There is none.\n");
  table.row({"x|y", "-"});
  CHECK(table.text() == "| a | b |\n| --- | --- |\n| x\\|y | - |\n");
  CHECK_THROWS_AS(table.row({"alone"}), std::logic_error);
}
