#include "models/scenario/study.hpp"

#include "models/abuse/load.hpp"
#include "models/network/load.hpp"
#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <string>

namespace {

std::string queue() { return std::string(WHOLEPLACE_SOURCE_DIR) + "/scenarios/verification/mm1.yaml"; }

std::string refusal(const auto& load) {
  try {
    load();
  } catch (const scenario::InputError& error) { return error.what(); }
  return "";
}

}  // namespace

TEST_CASE("a study's texts are kept in the resolved scenario, of either model") {
  const auto abuse = abuse::load(small::west_cheshire(), {"study.funding=nobody yet"}, {});
  const auto network_loaded = network::load(queue(), {"study={funding: nobody yet}"});
  for (const scenario::Node* root : {&abuse.resolved, &network_loaded.resolved}) {
    REQUIRE(root->find("study") != nullptr);
    REQUIRE(root->find("study")->find("funding") != nullptr);
    CHECK(root->find("study")->find("funding")->text == "nobody yet");
  }
}

TEST_CASE("an unknown text, a reason for a system that is not there and one in a network are refused") {
  const auto abuse = [](const std::string& set) {
    return refusal([&] { abuse::load(small::west_cheshire(), {set}, {}); });
  };
  CHECK(abuse("study.fundng=x").find("did you mean \"funding\"?") != std::string::npos);
  CHECK(abuse("study.rationale.option_3=x").find("study.rationale") != std::string::npos);
  CHECK(refusal([] { network::load(queue(), {"study={rationale: {a: x}}"}); }).find("study.rationale") !=
        std::string::npos);
}

TEST_CASE("a study's text changes nothing that is simulated") {
  const auto plain = abuse::replicate(small::plan(), 0);
  const auto said = abuse::replicate(small::plan({"study.funding=somebody", "study.question=another"}), 0);
  CHECK(plain.values.size() == said.values.size());
  CHECK(std::memcmp(plain.values.data(), said.values.data(), plain.values.size() * sizeof(double)) == 0);
}
