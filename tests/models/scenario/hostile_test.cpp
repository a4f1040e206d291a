#include "models/scenario/compose.hpp"
#include "models/scenario/loader.hpp"
#include "models/scenario/resolved.hpp"
#include "tests/models/scenario/configuration.hpp"
#include "tests/models/scenario/messages.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace scenario;
using namespace scenario::testing;

namespace {

/// Changes a text in the ways that mistakes and malice do.
class Mutator {
 public:
  explicit Mutator(std::uint64_t seed) : engine_(seed) {}

  std::string operator()(std::string text) {
    for (std::size_t n = 1 + below(3); n > 0; --n) {
      const std::size_t at = below(text.size() + 1);
      const std::size_t length = std::min(below(40), text.size() - at);
      switch (below(7)) {
        case 0: text.insert(at, 1, static_cast<char>(below(256))); break;
        case 1: text.erase(at, length); break;
        case 2: text.insert(at, pieces[below(std::size(pieces))]); break;
        case 3: text.insert(below(text.size() + 1), text.substr(at, length)); break;
        case 4: text.resize(at); break;
        case 5: text.replace(at, length, pieces[below(std::size(pieces))]); break;
        default: {
          const std::string_view piece = pieces[below(std::size(pieces))];
          for (std::size_t i = below(200); i > 0; --i) text.insert(at, piece);
        }
      }
    }
    return text;
  }

 private:
  static constexpr std::string_view pieces[] = {":",
                                                ": ",
                                                "- ",
                                                "\n",
                                                "\n  ",
                                                "\t",
                                                "{",
                                                "}",
                                                "[",
                                                "]",
                                                ",",
                                                "\"",
                                                "'",
                                                "#",
                                                "&a ",
                                                "*a",
                                                "*idva",
                                                "!x ",
                                                "!!int ",
                                                "? ",
                                                "|",
                                                ">",
                                                "---\n",
                                                "...\n",
                                                "<<: ",
                                                "%",
                                                "\\",
                                                "\r",
                                                "~",
                                                "null",
                                                "010",
                                                ".inf",
                                                "1e999",
                                                "-3",
                                                "£",
                                                "\xEF\xBB\xBF",
                                                "\xFF",
                                                "{a: ",
                                                "[[",
                                                "value: ",
                                                "range: [",
                                                "from: x.yaml",
                                                "extends: x.yaml",
                                                "evidence: ",
                                                "note: ",
                                                "mixture: [",
                                                "share: 1, of: ",
                                                "1e308 years",
                                                "0 days",
                                                "99999999999999999999",
                                                "gamma: {mean: 1 day, sd: 1e-300 days}"};

  std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }
  std::mt19937_64 engine_;
};

}  // namespace

TEST_CASE("the scenario that is damaged below has no mistake itself") {
  Diagnostics diagnostics;
  const Node root = read_text(valid_scenario, "x.yaml", diagnostics);
  Configuration configuration;
  Loader loader(root, diagnostics);
  loader.read(configuration);
  CHECK(messages(diagnostics) == Messages{});
  CHECK(configuration.services.size() == 3);
  CHECK(loader.assumptions().size() == 37);
}

TEST_CASE("twenty thousand damaged scenarios are read or refused, and what is read is written whole") {
  std::size_t read = 0, refused = 0;
  for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
    CAPTURE(seed);
    const std::string text = Mutator(seed)(std::string(valid_scenario));
    Diagnostics diagnostics;
    const Node root = read_text(text, "x.yaml", diagnostics);
    if (root.is_mapping() && seed % 4 == 0) {
      Diagnostics ignored;
      const Node again = read_value(to_yaml(root), "again.yaml", ignored);
      if (!same(again, root)) FAIL_CHECK("written otherwise: ", to_yaml(root));
    }
    Configuration configuration;
    Loader loader(root, diagnostics);
    loader.read(configuration);
    if (diagnostics.has_errors()) {
      ++refused;
      CHECK_THROWS_AS(diagnostics.throw_if_errors(), InputError);
      continue;
    }
    ++read;
    for (const Named<Service>& service : configuration.services) {
      const double wait = service.value.duration.quantile(0.5);
      if (!(wait >= 0)) FAIL_CHECK("a negative time: ", wait);
    }
    const Node written = with_records(root, loader.assumptions());
    Diagnostics of_written;
    Configuration configuration_again;
    Loader(written, of_written).read(configuration_again);
    if (of_written.has_errors()) FAIL_CHECK(messages(of_written));
  }
  CHECK(read > 500);
  CHECK(refused > 5000);
}

TEST_CASE("damaged settings are applied or refused") {
  const Node root = tree(valid_scenario);
  for (std::uint64_t seed = 1; seed <= 5000; ++seed) {
    CAPTURE(seed);
    Node changed = root;
    Diagnostics diagnostics;
    const bool applied =
        apply_set(changed, Mutator(seed)("services.idva.capacity.fte={value: 3, range: [1, 5]}"), diagnostics);
    CHECK(applied == !diagnostics.has_errors());
    if (!applied) continue;
    Configuration configuration;
    Loader(changed, diagnostics).read(configuration);
  }
}
