#include "models/scenario/compose.hpp"

#include "tests/models/scenario/messages.hpp"

#include <doctest/doctest.h>

using namespace scenario;
using namespace scenario::testing;

namespace {

Node load_good(const Folder& folder, const std::string& name, const std::vector<std::string>& sets = {}) {
  Diagnostics diagnostics;
  Node root = load(folder.file(name), sets, diagnostics);
  CHECK(messages(diagnostics, folder.path()) == Messages{});
  return root;
}

Messages said_of_file(const Folder& folder, const std::string& name, const Limits& limits = {}) {
  Diagnostics diagnostics;
  load(folder.file(name), {}, diagnostics, limits);
  return messages(diagnostics, folder.path());
}

std::string merged(const char* farther, const char* nearer) { return to_yaml(merge(tree(farther), tree(nearer))); }

}  // namespace

TEST_CASE("mappings merge key by key, all else is replaced by what stands nearer") {
  CHECK(merged("a: 1\nb: {c: 2, d: [1, 2]}\n", "e: 5\nb: {d: [3], c: 4}\na: {x: y}\n") ==
        "a:\n  x: y\nb:\n  c: 4\n  d:\n    - 3\ne: 5\n");
  const Node node = merge(tree("a: {b: 1, c: 2}"), tree("\na:\n  c: 3"));
  CHECK(to_string(node.find("a")->place) == "x.yaml:3:3");
  CHECK(to_string(node.find("a")->find("b")->place) == "x.yaml:1:8");
  CHECK(to_string(node.find("a")->find("c")->place) == "x.yaml:3:6");
}

TEST_CASE("an evidenced number that is given anew keeps nothing of the old one's evidence") {
  CHECK(merged("fte: {value: 4, range: [3, 5], source: survey}", "fte: {value: 6}") == "fte:\n  value: 6\n");
  CHECK(merged("fte: {value: 4, source: survey}", "fte: {range: [3, 5]}") ==
        "fte:\n  value: 4\n  source: survey\n  range:\n    - 3\n    - 5\n");
  CHECK(merged("x: {value: 4, other: 1}", "x: {value: 6}") == "x:\n  value: 6\n  other: 1\n");
}

TEST_CASE("a distribution of another family or with other parameters replaces the old one") {
  CHECK(merged("d: {lognormal: {mean: 3, sd: 1}, note: old}", "d: {gamma: {mean: 2, sd: 1}}") ==
        "d:\n  gamma:\n    mean: 2\n    sd: 1\n");
  CHECK(merged("d: {gamma: {mean: 3, sd: 1}}", "d: {gamma: {shape: 2, scale: 1}}") ==
        "d:\n  gamma:\n    shape: 2\n    scale: 1\n");
  CHECK(merged("d: {gamma: {mean: 3, sd: 1}}", "d: {gamma: {sd: 2}}") == "d:\n  gamma:\n    mean: 3\n    sd: 2\n");
  CHECK(merged("classes: {normal: {a: 1}, x: {}}", "classes: {constant: {a: 2}}") ==
        "classes:\n  normal:\n    a: 1\n  x: {}\n  constant:\n    a: 2\n");
}

TEST_CASE("files are merged in from the place that names them, nearer wins") {
  const Folder folder;
  folder
      .write("x.yaml",
             "extends: parameters/base.yaml\ntitle: near\nareas:\n  west: {from: places/west.yaml, people: 5}\n")
      .write("parameters/base.yaml", "extends: [one.yaml, two.yaml]\ntitle: far\nn: 1\n")
      .write("parameters/one.yaml", "n: 3\nm: 1\nk: 1\n")
      .write("parameters/two.yaml", "m: 2\nk: 2\n")
      .write("places/west.yaml", "people: 7\nroads: [a]\ndeep: {from: ../parameters/one.yaml, k: 9}\n");
  const Node root = load_good(folder, "x.yaml");
  CHECK(to_yaml(root) ==
        "n: 1\nm: 2\nk: 2\ntitle: near\nareas:\n  west:\n    people: 5\n    roads:\n      - a\n    deep:\n      n: 3\n "
        "     m: 1\n"
        "      k: 9\n");
  CHECK(to_string(root.find("areas")->find("west")->find("deep")->find("n")->place) ==
        folder.file("parameters/one.yaml") + ":1:4");
}

TEST_CASE("a mapping in a list may merge a file in, and a file may be merged in many times") {
  const Folder folder;
  folder.write("x.yaml", "list: [{from: a.yaml, k: 1}, {from: a.yaml}, {from: ./sub/../a.yaml}]\n")
      .write("a.yaml", "k: 0\n");
  CHECK(to_yaml(load_good(folder, "x.yaml")) == "list:\n  - k: 1\n  - k: 0\n  - k: 0\n");
}

TEST_CASE("files that include each other are refused with the chain, at the line that closes it") {
  const Folder folder;
  folder.write("a.yaml", "x: 1\ny:\n  from: sub/b.yaml\n")
      .write("sub/b.yaml", "extends: ../c.yaml\n")
      .write("c.yaml", "z:\n  q: {from: ./a.yaml}\n")
      .write("self.yaml", "extends: self.yaml\n");
  CHECK(said_of_file(folder, "a.yaml") ==
        Messages{"c.yaml:2:13: error: z.q.from: files include each other: a.yaml -> sub/b.yaml -> c.yaml -> a.yaml"});
  CHECK(said_of_file(folder, "self.yaml") ==
        Messages{"self.yaml:1:10: error: extends: files include each other: self.yaml -> self.yaml"});
}

TEST_CASE("what cannot be merged in is an error at the line that names it") {
  const Folder folder;
  folder
      .write("x.yaml",
             "a: {from: places/wst.yaml}\nb:\n  from: list.yaml\nc: {from: [places, {a: 1}]}\nd: {from: }\ne: {from: "
             "''}\nf: {extends: places/west.yaml}\ng: {from: empty.yaml}\nh: {from: broken.yaml}\ni: {from: "
             "broken.yaml}\n")
      .write("places/west.yaml", "n: 1\n")
      .write("list.yaml", "- 1\n")
      .write("empty.yaml", "# nothing\n")
      .write("broken.yaml", "a: [1\n");
  CHECK(said_of_file(folder, "x.yaml") ==
        Messages{
            "x.yaml:1:11: error: a.from: places/wst.yaml: no such file; did you mean \"places/west.yaml\"?",
            "x.yaml:3:9: error: b.from: list.yaml: the file is not a mapping of keys to values",
            "x.yaml:4:12: error: c.from: places: a folder, not a file",
            "x.yaml:4:20: error: c.from: expected the name of a file, or a list of them",
            "x.yaml:5:11: error: d.from: expected the name of a file, or a list of them",
            "x.yaml:6:11: error: e.from: expected the name of a file, or a list of them",
            "x.yaml:7:14: error: f.extends: belongs at the top of a file; inside a mapping, write \"from: FILE\"",
            "x.yaml:8:11: error: g.from: empty.yaml: the file is empty",
            "broken.yaml:2:1: error: not valid YAML: expected \",\" or \"]\"",
        });
  CHECK(said_of_file(folder, "y.yaml") == Messages{"y.yaml: error: no such file; did you mean \"x.yaml\"?"});
  CHECK(said_of_file(folder, "list.yaml") ==
        Messages{"list.yaml:1:1: error: the file is not a mapping of keys to values"});
}

TEST_CASE("files that multiply each other are refused before they fill the memory") {
  const Folder folder;
  folder.write("f0.yaml", "a: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n");
  for (int i = 1; i <= 12; ++i) {
    std::string text;
    for (int j = 0; j < 10; ++j) text += "k" + std::to_string(j) + ": {from: f" + std::to_string(i - 1) + ".yaml}\n";
    folder.write("f" + std::to_string(i) + ".yaml", text);
  }
  const Messages said = said_of_file(folder, "f12.yaml");
  REQUIRE(said.size() == 1);
  CHECK(said[0].find("more than 500000 values with all included files") != std::string::npos);
  CHECK(said_of_file(folder, "f2.yaml").empty());
}

TEST_CASE("included files may not nest a tree deeper than one file may") {
  const Folder folder;
  std::string nested = "from: b.yaml";
  for (int i = 0; i < 10; ++i) nested = "a: {" + nested + "}";
  folder.write("a.yaml", nested).write("b.yaml", "a: {a: {a: {a: {a: {a: {a: {a: {a: 1}}}}}}}}");
  CHECK(said_of_file(folder, "a.yaml", {.depth = 20}).empty());
  CHECK(said_of_file(folder, "a.yaml", {.depth = 15}) ==
        Messages{"a.yaml:1:1: error: nested more than 15 levels deep, included files and all"});
}

TEST_CASE("a long chain of files is refused before the stack ends") {
  const Folder folder;
  for (int i = 0; i < 200; ++i)
    folder.write(std::to_string(i) + ".yaml", "extends: " + std::to_string(i + 1) + ".yaml\n");
  folder.write("200.yaml", "a: 1\n");
  CHECK(said_of_file(folder, "0.yaml") ==
        Messages{"63.yaml:1:10: error: extends: files include files more than 64 deep"});
  CHECK(said_of_file(folder, "140.yaml").empty());
}
