#include "tests/models/scenario/messages.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace scenario;
using namespace scenario::testing;

namespace {

Node read_back(const std::string& yaml) {
  Diagnostics diagnostics;
  Node node = read_value(yaml, "written.yaml", diagnostics);
  diagnostics.throw_if_errors();
  return node;
}

/// Trees with the texts that YAML makes difficult.
class RandomTree {
 public:
  explicit RandomTree(std::uint64_t seed) : engine_(seed) {}

  Node node(int depth) {
    Node node;
    switch (depth == 0 ? below(6) : below(9)) {
      case 0: break;
      case 6:
      case 7:
        node.kind = Node::Kind::mapping;
        for (std::size_t i = below(5); i > 0; --i)
          if (std::string key = text(); key != "<<" && !node.find(key))
            node.entries.push_back({std::move(key), {}, this->node(depth - 1)});
        break;
      case 8:
        node.kind = Node::Kind::sequence;
        for (std::size_t i = below(5); i > 0; --i) node.items.push_back(this->node(depth - 1));
        break;
      default:
        node.kind = Node::Kind::scalar;
        node.text = text();
        node.quoted = true;
    }
    return node;
  }

 private:
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }

  std::string text() {
    static const std::vector<std::string> pieces{"a",      "b c",    "null",   "~",        "true",
                                                 "yes",    "010",    "-3",     ".inf",     "1e5",
                                                 ": ",     " #",     "#",      "-",        "- ",
                                                 "?",      "? ",     ":",      "{",        "}",
                                                 "[",      "]",      ",",      "&a",       "*a",
                                                 "!t",     "|",      ">",      "%",        "@",
                                                 "`",      "'",      "\"",     "\\",       "\n",
                                                 "\n\n",   "\t",     " ",      "  ",       "£500",
                                                 "é",      "\u2028", "日",     "---",      "...",
                                                 "<<",     "\x7f",   "\u0085", "\ufeff",   "=",
                                                 "\u00a0", "\x1b",   "from",   "12 weeks", std::string(600, 'k'),
                                                 "\ufffe", "a: b",   "x\\n",   "0x1F",     "2012-11-01",
                                                 "31 %",   "$",      "^",      "(a)"};
    std::string out;
    for (std::size_t i = below(4); i > 0; --i) out += pieces[below(pieces.size())];
    return out;
  }

  std::mt19937_64 engine_;
};

}  // namespace

TEST_CASE("a written tree reads back as the same tree") {
  for (const char* text : {
           "a: 1\nb: [x, {c: d, e: [f, []]}, {}]\nc:\n",
           "a: \"12\"\nb: '0.5'\nc: text with spaces\nd: \"a: b\"\ne: 'it''s'\nf: \"\"\n",
           "a: |\n  two\n  lines\nb: >\n  folded\n  text\nc: \"\\t\\e\\u2028\"\n",
           "a: [[[1], [2, 3]], -x]\n? \"long\"\n: y\nb: [~, null, 'null', true, \"true\"]\n",
           "\"\": empty\n\"a: b\": c\n\"- x\": d\n'#': e\n\"null\": f\n? |\n  two\n  lines\n: g\n",
           "a: -foo\nb: x:y\nc: a#b\nd: ?x\ne: one, two [three]\nf: 50 % & more\ng: (x) = y\n",
       }) {
    CAPTURE(text);
    const Node node = tree(text);
    CAPTURE(to_yaml(node));
    CHECK(same(read_back(to_yaml(node)), node));
  }
}

TEST_CASE("a thousand random trees read back as they were") {
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    const Node node = RandomTree(seed).node(4);
    const std::string yaml = to_yaml(node);
    CAPTURE(seed);
    CAPTURE(yaml);
    Node again;
    CHECK_NOTHROW(again = read_back(yaml));
    CHECK(same(again, node));
  }
}

TEST_CASE("quotes stand only where they are needed or were") {
  const Node node = tree(
      "title: West Cheshire, 2012\ncost: £1,234.50\nstart: 2012-11-01\nshare: 31 %\nquoted: \"4\"\nplain: 4\nurl: "
      "http://x.org/a?b=c\n");
  CHECK(to_yaml(node) ==
        "title: West Cheshire, 2012\ncost: £1,234.50\nstart: 2012-11-01\nshare: 31 %\nquoted: \"4\"\nplain: 4\nurl: "
        "http://x.org/a?b=c\n");
}

TEST_CASE("lists and mappings are written in blocks") {
  CHECK(to_yaml(tree("a: {b: [1, {c: 2, d: [3]}, [4, 5]], e: {}}")) ==
        "a:\n  b:\n    - 1\n    - c: 2\n      d:\n        - 3\n    - - 4\n      - 5\n  e: {}\n");
}

TEST_CASE("plain text that YAML cannot hold plain is written in quotes") {
  Node node;
  node.kind = Node::Kind::scalar;
  for (const char* text :
       {"", "null", "~", "a: b", "- a", "a #b", "*x", "&x", "!x", "[", "{a", "@", "%", " a", "a\nb"}) {
    node.text = text;
    CAPTURE(text);
    const Node again = read_back("- " + to_yaml(node)).items.at(0);
    CHECK(again.is_scalar());
    CHECK(again.text == text);
  }
}

TEST_CASE("a tree is as large as what it holds") {
  const Size size = measure(tree("ab: [1, {c: 22}]\nd:\n"));
  CHECK(size.nodes == 6);
  CHECK(size.text == 7);
  CHECK(size.depth == 4);
}
