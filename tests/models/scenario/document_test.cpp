#include "tests/models/scenario/messages.hpp"

#include <doctest/doctest.h>

using namespace scenario;
using namespace scenario::testing;

TEST_CASE("a tree has the text and the place of everything, counted from 1 in characters") {
  const Node root = tree("title: 'a b'\nprices: {£: £5, \"next\": 31 %}\nlist:\n  - x\n  -\nempty:\n");
  CHECK(root.entries.size() == 4);
  CHECK(root.find("title")->text == "a b");
  CHECK(root.find("title")->quoted);
  const Node& prices = *root.find("prices");
  CHECK(to_string(prices.place) == "x.yaml:2:9");
  CHECK(to_string(prices.entries[0].value.place) == "x.yaml:2:13");
  CHECK(to_string(prices.entries[1].key_place) == "x.yaml:2:17");
  CHECK_FALSE(prices.entries[1].value.quoted);
  CHECK(root.find("list")->items[1].kind == Node::Kind::null);
  CHECK(to_string(root.find("empty")->place) == "x.yaml:6:1");
  CHECK(root.find("nothing") == nullptr);
}

TEST_CASE("an alias is the tree that its anchor names") {
  const Node root = tree("a: &x {b: [1, 2]}\nc: *x\nd: &y 5\ne: *y\n");
  CHECK(same(*root.find("a"), *root.find("c")));
  CHECK(root.find("e")->text == "5");
}

TEST_CASE("what a scenario must not hold is refused at its place") {
  struct Row {
    std::string text;
    Messages messages;
  };
  const std::vector<Row> rows{
      {"a: 1\nb: {c: 2, d: 3,\n  c: 4}\n", {"x.yaml:3:3: error: b.c: given twice; first on line 2"}},
      {"a: 1\n'a': 2\na: 3\n",
       {"x.yaml:2:1: error: a: given twice; first on line 1", "x.yaml:3:1: error: a: given twice; first on line 1"}},
      {"b: &x {c: 1}\na:\n  <<: *x\n",
       {"x.yaml:3:3: error: a.<<: merge keys are not read; to merge a file in, write \"from: FILE\""}},
      {"a: 1\n---\nb: 2\n", {"x.yaml:2:1: error: a second document starts here; a scenario is one"}},
      {"a: 1\n...\nb: 2\n", {"x.yaml:3:1: error: a second document starts here; a scenario is one"}},
      {"a: !!int 3\n", {"x.yaml:1:4: error: a: tags are not read; take out \"!!int\""}},
      {"a: ! 3\n", {"x.yaml:1:4: error: a: tags are not read; take out \"!\""}},
      {"a: &x ! '3'\n", {"x.yaml:1:4: error: a: tags are not read; take out \"!\""}},
      {"a: !thing {b: 1}\n", {"x.yaml:1:4: error: a: tags are not read; take out \"!thing\""}},
      {"a: [1, !!set [2]]\n", {"x.yaml:1:8: error: a.1: tags are not read; take out \"!!set\""}},
      {"a: ok\nb: caf\xE9\n", {"x.yaml:2:7: error: byte 0xE9 is not UTF-8; save the file as UTF-8"}},
      {"£: \xC0\xAF\n", {"x.yaml:1:4: error: byte 0xC0 is not UTF-8; save the file as UTF-8"}},
      {"a: \xED\xA0\x80\n", {"x.yaml:1:4: error: byte 0xED is not UTF-8; save the file as UTF-8"}},
      {std::string("a: b\0c\n", 7), {"x.yaml:1:5: error: a NUL byte; is this a text file?"}},
      {"a: \"b\\0c\"\n", {"x.yaml:1:4: error: a: a NUL character"}},
      {"a: b\x04\nc: 1\n", {"x.yaml:1:5: error: control character 0x04"}},
      {"a: 1\rb: 2\n", {"x.yaml:1:5: error: a carriage return with no line feed after it"}},
      {std::string("\xFF\xFE"
                   "a\0:\0",
                   6),
       {"x.yaml:1:1: error: the file is in UTF-16 or UTF-32; save it as UTF-8"}},
      {"? [a]\n: b\n", {"x.yaml:1:3: error: a key must be a word, not a list or a mapping; is a bracket not closed?"}},
      {"{a: 1}: b\n", {"x.yaml:1:1: error: a key must be a word, not a list or a mapping; is a bracket not closed?"}},
      {"a: &x 1\n*x : 2\n", {"x.yaml:2:1: error: a key cannot be an alias"}},
      {"~: 2\n", {"x.yaml:1:1: error: a key is missing here"}},
      {"", {"x.yaml: error: the file is empty"}},
      {"# nothing\n\n", {"x.yaml: error: the file is empty"}},
      {"---\n", {"x.yaml: error: the file is empty"}},
      {"- a\n- b\n", {"x.yaml:1:1: error: the file is not a mapping of keys to values"}},
      {"\n  word\n", {"x.yaml:2:3: error: the file is not a mapping of keys to values"}},
      {"a: &x [1, *x]\n", {"x.yaml:1:11: error: a.1: an anchor inside itself"}},
      {"a: &x\n  b: *x\n", {"x.yaml:2:6: error: a.b: an anchor inside itself"}},
      {"a: *x\n", {"x.yaml:1:4: error: not valid YAML: the referenced anchor is not defined"}},
      {"a: [1, 2\n", {"x.yaml:2:1: error: not valid YAML: expected \",\" or \"]\""}},
      {"a: {b: 1\n", {"x.yaml:2:1: error: not valid YAML: expected \",\" or \"}\""}},
      {"a: 1\n]\n", {"x.yaml:2:1: error: not valid YAML: a closing bracket without an opening one"}},
      {"a: b: c\n",
       {"x.yaml:1:5: error: not valid YAML: \":\" cannot stand here; put quotes around text that holds one"}},
      {"a:\n\tb: 1\n", {"x.yaml:2:3: error: not valid YAML: the line is indented by a tab; use spaces"}},
      {"a: \"b\nc: d\n", {"x.yaml:1:4: error: a: a quote that is not closed"}},
      {"a: \"b\\\"\nc: d\n", {"x.yaml:1:4: error: a: a quote that is not closed"}},
      {"a: &x 'it''s\nc: d\n", {"x.yaml:1:4: error: a: a quote that is not closed"}},
      {"a: \"b", {"x.yaml:1:4: error: a: a quote that is not closed"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(said_of(row.text) == row.messages);
  }
}

TEST_CASE("several mistakes are found in one go") { CHECK(said_of("a: !!int 1\nb: 2\nb: !x 3\n").size() == 3); }

TEST_CASE("a byte order mark of UTF-8 and line ends of Windows are no mistakes") {
  const Node root = tree(
      "\xEF\xBB\xBF"
      "a: 1\r\nb: x y\r\n");
  CHECK(root.find("b")->text == "x y");
  CHECK(to_string(root.find("a")->place) == "x.yaml:1:4");
  CHECK(to_string(root.find("b")->place) == "x.yaml:2:4");
}

TEST_CASE("quotes and multi-line text are never numbers") {
  const Node root = tree("a: \"1\"\nb: '1'\nc: |\n  1\nd: 1\ne: 1\n\n  2\n");
  CHECK(root.find("a")->quoted);
  CHECK(root.find("b")->quoted);
  CHECK(root.find("c")->quoted);
  CHECK_FALSE(root.find("d")->quoted);
  CHECK(root.find("e")->quoted);
}

TEST_CASE("a file beyond the limits is refused") {
  const Limits small{.bytes = 1000, .nodes = 50, .depth = 5, .text = 200};
  CHECK(said_of("a: " + std::string(1000, 'x'), small) == Messages{"x.yaml: error: larger than 1000 bytes"});
  CHECK(said_of("a: " + std::string(300, 'x'), small) ==
        Messages{"x.yaml:1:4: error: more than 200 bytes of text, counting repeats"});
  CHECK(said_of("a: [[[[1]]]]", small) == Messages{"x.yaml:1:8: error: nested more than 5 levels deep"});
  CHECK(said_of("a: [[[1]]]", small).empty());
  CHECK(said_of("a: &x [[1]]\nb: [[*x]]", small) == Messages{"x.yaml:2:6: error: nested more than 5 levels deep"});
  CHECK(
      said_of("a: [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]",
              small) == Messages{"x.yaml:1:99: error: more than 50 values, counting repeated ones"});
}

TEST_CASE("aliases that multiply are refused before they fill the memory") {
  std::string laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string was = "*a" + std::to_string(i - 1);
    laughs += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int j = 0; j < 9; ++j) laughs += was + ", ";
    laughs += was + "]\n";
  }
  const Messages said = said_of(laughs);
  REQUIRE(said.size() == 1);
  CHECK(said[0].find("more than 500000 values, counting repeated ones") != std::string::npos);

  std::string long_text = "a: &a " + std::string(1'000'000, 'x') + "\nb: [";
  for (int j = 0; j < 200; ++j) long_text += "*a, ";
  const Messages too_long = said_of(long_text + "]\n");
  REQUIRE(too_long.size() == 1);
  CHECK(too_long[0].find("bytes of text, counting repeats") != std::string::npos);
}

TEST_CASE("nesting of any depth and kind is refused without a crash") {
  const auto repeat = [](const std::string& text, int n) {
    std::string out;
    for (int i = 0; i < n; ++i) out += text;
    return out;
  };
  std::string block;
  for (int i = 0; i < 1000; ++i) block += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  for (const std::string& deep : {"a: " + repeat("[", 200'000), "a: " + repeat("{", 200'000), repeat("- ", 200'000),
                                  repeat("? ", 200'000), repeat("a: [{", 50'000), block, repeat("{a: ", 100'000),
                                  "a: " + repeat("!x &a ", 100'000), repeat("[? ", 100'000), repeat("&a ", 10'000)}) {
    CAPTURE(deep.substr(0, 20));
    const Messages said = said_of(deep);
    CHECK(said.size() >= 1);
  }
}

TEST_CASE("a file that cannot be read says why") {
  const Folder folder;
  folder.write("scenario.yaml", "a: 1\n").write("sub/x.yaml", "a: 1\n");
  const auto said = [&](const std::string& name) {
    Diagnostics diagnostics;
    read_file(folder.file(name), diagnostics, {.bytes = 100});
    return messages(diagnostics, folder.path());
  };
  CHECK(said("scenario.yaml").empty());
  CHECK(said("scenaro.yaml") == Messages{"scenaro.yaml: error: no such file; did you mean \"scenario.yaml\"?"});
  CHECK(said("other/x.yaml") == Messages{"other/x.yaml: error: no such file"});
  CHECK(said("sub") == Messages{"sub: error: a folder, not a file"});
  Diagnostics endless;
  read_file("/dev/zero", endless, {.bytes = 100});
  CHECK(messages(endless) == Messages{"/dev/zero: error: larger than 100 bytes"});
}
