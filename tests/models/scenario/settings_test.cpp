#include "models/scenario/compose.hpp"
#include "tests/models/scenario/messages.hpp"

#include <doctest/doctest.h>

using namespace scenario;
using namespace scenario::testing;

namespace {

const char* const base =
    "services:\n  idva:\n    fte: {value: 4, range: [3, 5], distribution: normal, source: survey, grade: 2, "
    "price_year: "
    "2012, note: n}\n    cost: £500\nlist: [{a: 1}, {a: 2}]\n";

struct Outcome {
  std::string yaml;
  Messages messages;
};

Outcome after(const std::string& setting) {
  Node root = tree(base);
  Diagnostics diagnostics;
  const bool applied = apply_set(root, setting, diagnostics);
  CHECK(applied == !diagnostics.has_errors());
  if (!applied) CHECK(same(root, tree(base)));
  return {to_yaml(root), messages(diagnostics)};
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a setting changes one value and remembers the command line as its place") {
  Node root = tree(base);
  Diagnostics diagnostics;
  CHECK(apply_set(root, "services.idva.cost=£600", diagnostics));
  CHECK(apply_set(root, "list.1.a={b: [7]}", diagnostics));
  CHECK(apply_set(root, "services.idva.new={c: true}", diagnostics));
  CHECK(root.find("services")->find("idva")->find("cost")->text == "£600");
  CHECK(to_string(root.find("services")->find("idva")->find("cost")->place) == "--set services.idva.cost=£600");
  CHECK(root.find("list")->items[1].find("a")->find("b")->items[0].text == "7");
  CHECK(to_string(root.find("list")->items[1].find("a")->find("b")->place) == "--set list.1.a={b: [7]}");
  CHECK(root.find("services")->find("idva")->find("new")->find("c")->text == "true");
}

TEST_CASE("a value set on an evidenced number says that it comes from the command line") {
  const std::string expected =
      "    fte:\n      value: 9\n      price_year: 2012\n      note: n\n      source: command line\n      status: "
      "assumed\n";
  CHECK(holds(after("services.idva.fte=9").yaml, expected));
  CHECK(holds(after("services.idva.fte.value=9").yaml, expected));
  CHECK(holds(after("services.idva.fte={value: 9, source: mine}").yaml,
              "    fte:\n      value: 9\n      source: mine\n    cost"));
  CHECK(holds(after("services.idva.fte.source=mine").yaml, "value: 4\n      range:"));
}

TEST_CASE("a setting that cannot be applied says why and changes nothing") {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"services.idva", "--set services.idva: error: expected PATH=VALUE, as in run.replications=50"},
      {"=3", "--set =3: error: expected PATH=VALUE, as in run.replications=50"},
      {"services..fte=3", "--set services..fte=3: error: services..fte: a key between dots is missing"},
      {"servces.idva.fte=3", "--set servces.idva.fte=3: error: servces: no such key; did you mean \"services\"?"},
      {"services.idav.fte=3", "--set services.idav.fte=3: error: services.idav: no such key; did you mean \"idva\"?"},
      {"services.idva.cost.x=3",
       "--set services.idva.cost.x=3: error: services.idva.cost.x: there is nothing below \"£500\""},
      {"list.2=3", "--set list.2=3: error: list.2: no such list element; they are numbered 0 to 1"},
      {"list.-1.a=3", "--set list.-1.a=3: error: list.-1: no such list element; they are numbered 0 to 1"},
      {"list.0x.a=3", "--set list.0x.a=3: error: list.0x: no such list element; they are numbered 0 to 1"},
      {"a=", "--set a=: error: a: a value is missing"},
      {"a=]", "--set a=]: error: a: not valid YAML: a closing bracket without an opening one"},
      {"a={from: x.yaml}", "--set a={from: x.yaml}: error: a: files cannot be merged in from the command line"},
      {"from=x.yaml", "--set from=x.yaml: error: from: files cannot be merged in from the command line"},
      {"a={b: 1, b: 2}", "--set a={b: 1, b: 2}: error: a.b: given twice; first on line 1"},
  };
  for (const auto& [setting, message] : rows) {
    CAPTURE(setting);
    CHECK(after(setting).messages == Messages{message});
  }
}

TEST_CASE("settings are applied after all files, in the order given") {
  const Folder folder;
  folder.write("x.yaml", "extends: y.yaml\na: 1\n").write("y.yaml", "a: 0\nb: {c: 0}\n");
  Diagnostics diagnostics;
  const std::vector<std::string> sets{"b.c=1", "b.c=2", "a=3", "nothing.x=3"};
  const Node root = load(folder.file("x.yaml"), sets, diagnostics);
  CHECK(to_yaml(root) == "a: 3\nb:\n  c: 2\n");
  CHECK(messages(diagnostics) == Messages{"--set nothing.x=3: error: nothing: no such key"});
}
