#include "tests/tools/results_scratch.hpp"
#include "tools/results/build_info.hpp"
#include "tools/results/manifest.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <fstream>

TEST_CASE("SHA-256 agrees with the published vectors") {  // FIPS 180-2, appendix B.1; the empty message
  CHECK(results::sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(results::sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("the manifest says what was run, on what, and how far it came") {
  results::Manifest manifest;
  manifest.seed = 20121101;
  manifest.command_line = {"wholeplace", "run", "a \"b\".yaml"};
  manifest.replications_asked = 200;
  manifest.replications_done = 150;
  const auto json = nlohmann::json::parse(results::manifest_json(manifest));
  CHECK(json["program"] == "wholeplace");
  CHECK(json["commit"] == results::build_info().commit);
  CHECK(json["seed"] == 20121101);
  CHECK(json["command_line"][2] == "a \"b\".yaml");
  CHECK(json["replications"]["asked"] == 200);
  CHECK(json["replications"]["done"] == 150);
  CHECK(json["complete"] == false);
  CHECK(json["host"]["cores"] > 0);
  CHECK(json["host"]["libc"].get<std::string>().starts_with("glibc 2."));
  CHECK(json["build"]["libraries"].is_object());
}

TEST_CASE("the cost of an event counts every thread") {
  results::Manifest manifest;
  manifest.threads = 2;
  manifest.simulate_seconds = 3;
  manifest.events = 6'000'000;
  manifest.system_years = 60;
  const auto json = nlohmann::json::parse(results::manifest_json(manifest));
  CHECK(json["timings"]["ns_per_event"] == doctest::Approx(1000));
  CHECK(json["timings"]["events_per_second"] == doctest::Approx(2e6));
  CHECK(json["timings"]["events_per_system_year"] == doctest::Approx(1e5));
}

TEST_CASE("a run without an event has no cost per event") {
  const auto json = nlohmann::json::parse(results::manifest_json({}));
  CHECK(json["timings"]["ns_per_event"].is_null());
  CHECK(json["timings"]["events_per_system_year"].is_null());
}

TEST_CASE("a result that was merged claims no time of its own, but knows its shards") {
  results::Manifest manifest;
  manifest.shards = 3;
  manifest.events = 1000;
  manifest.makes = {{"GNU 12", "-O3", "ARM 8", "glibc 2.36"}};
  const auto json = nlohmann::json::parse(results::manifest_json(manifest));
  CHECK(json["timings"]["ns_per_event"].is_null());
  CHECK(json["merged"]["shards"] == 3);
  CHECK(json["merged"]["makes"][0]["cpu_family"] == "ARM 8");
  CHECK(results::how_it_came_about(manifest) == "merged from 3 shards");
  manifest.shards = 0;
  manifest.threads = 2;
  CHECK_FALSE(nlohmann::json::parse(results::manifest_json(manifest)).contains("merged"));
  CHECK(results::how_it_came_about(manifest) == "0.0 s on 2 threads");
}

TEST_CASE("a folder says what its results' last digits rest on, unless it has no manifest") {
  const Scratch scratch;
  CHECK(results::make_of(scratch.path()) == results::Make{});
  std::ofstream(scratch.path() / "manifest.json") << R"({"program": "wholeplace", "host": {"cpu_family": 7}})";
  CHECK(results::make_of(scratch.path()) == results::Make{});
  std::ofstream(scratch.path() / "manifest.json") << results::manifest_json({});
  const results::Make make = results::make_of(scratch.path());
  CHECK(make.compiler == results::build_info().compiler);
  CHECK(make.flags == results::build_info().flags);
  CHECK(make.cpu_family == results::this_host().cpu_family);
  CHECK(make.libc == results::this_host().libc);
  CHECK_FALSE(make.cpu_family.empty());
}
