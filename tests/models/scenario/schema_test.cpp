#include "models/scenario/schema.hpp"

#include "models/scenario/loader.hpp"
#include "models/scenario/record.hpp"
#include "models/scenario/schema_defs.hpp"
#include "tests/models/scenario/configuration.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <regex>

using namespace scenario;
using namespace scenario::testing;
using Json = nlohmann::ordered_json;

namespace {

Json schema() {
  SchemaWriter writer("test scenario");
  Configuration configuration;
  describe(writer, configuration);
  return Json::parse(writer.json());
}

/// Every `$ref` in it.
void references(const Json& json, std::vector<std::string>& out) {
  if (json.is_object() && json.contains("$ref")) out.push_back(json["$ref"].get<std::string>());
  if (json.is_structured())
    for (const Json& inner : json) references(inner, out);
}

}  // namespace

TEST_CASE("the schema describes every key of the declaration and allows no other") {
  const Json s = schema();
  CHECK(s["$schema"] == "https://json-schema.org/draft/2020-12/schema");
  CHECK(s["title"] == "test scenario");
  CHECK(s["type"] == "object");
  CHECK(s["additionalProperties"] == false);
  for (const char* key : {"title", "start", "horizon", "calls", "people", "children", "rural", "baseline", "other",
                          "shown", "bounds", "transition", "services", "posts", "extends", "from", "evidence", "note"})
    CHECK(s["properties"].contains(key));
  CHECK(s["properties"].size() == 18);
  const Json& service = s["properties"]["services"]["additionalProperties"];
  CHECK(service["additionalProperties"] == false);
  CHECK(service["properties"]["duration"]["description"] == "how long a case lasts; at most 3653 days");
  CHECK(service["properties"]["kind"]["enum"] == Json({"staff", "places", "meeting"}));
  CHECK(service["properties"]["closed"]["type"] == "boolean");
  CHECK(service["properties"]["capacity"]["properties"]["fte"]["maximum"] == 1000);
}

TEST_CASE("the schema lists the keys of an evidenced number as the reader knows them") {
  const Json record = schema()["$defs"]["evidenced_share"]["anyOf"][1];
  std::vector<std::string> keys;
  for (const auto& [key, ignored] : record["properties"].items())
    if (key != "from") keys.push_back(key);
  std::vector<std::string> known(std::begin(record_keys), std::end(record_keys));
  std::sort(keys.begin(), keys.end());
  std::sort(known.begin(), known.end());
  CHECK(keys == known);
  CHECK(record["properties"]["calibrate"]["minItems"] == 2);
}

TEST_CASE("required keys are required unless a file is merged in at or above them") {
  const Json complete = schema()["$defs"]["complete"];
  CHECK(complete["if"]["not"]["anyOf"] == Json::parse(R"([{"required": ["from"]}, {"required": ["extends"]}])"));
  CHECK(complete["then"]["required"] == Json({"title", "start", "horizon", "calls", "people", "baseline", "services"}));
  const Json& services = complete["then"]["properties"]["services"];
  CHECK(services["if"]["not"]["required"] == Json::array({"from"}));
  const Json& service = services["then"]["additionalProperties"];
  CHECK(service["then"]["required"] == Json({"kind", "duration"}));
  CHECK(service["then"]["properties"]["capacity"]["then"]["required"] == Json::array({"fte"}));
}

TEST_CASE("every reference of the schema leads somewhere, and nothing lies there unused") {
  const Json s = schema();
  std::vector<std::string> all;
  references(s, all);
  for (const std::string& reference : all) {
    CAPTURE(reference);
    REQUIRE(reference.starts_with("#/$defs/"));
    CHECK(s["$defs"].contains(reference.substr(8)));
  }
  for (const auto& definition : s["$defs"].items()) {
    CAPTURE(definition.key());
    CHECK(std::find(all.begin(), all.end(), "#/$defs/" + definition.key()) != all.end());
  }
}

TEST_CASE("a pattern of the schema takes what the reader takes") {
  for (const Unit unit : {Unit::share, Unit::duration, Unit::rate, Unit::money, Unit::caseload}) {
    const std::regex pattern(text_pattern(unit));
    for (const char* text : {"12 weeks",
                             "12weeks",
                             "1 week",
                             "-3 days",
                             "010 days",
                             "1e2 days",
                             ".5 days",
                             "5. days",
                             "12 wks",
                             "12",
                             "31 %",
                             "31%",
                             "0.5 %",
                             "% 31",
                             "031 %",
                             "1e1 %",
                             "18 per year",
                             "18 per years",
                             "18 / year",
                             "18 per",
                             "£500",
                             "£1,234",
                             "£1,23",
                             "£12,345,678.90",
                             "£1234,567",
                             "£0,123",
                             "-£5",
                             "£-5",
                             "5 GBP",
                             "1,234.50 GBP",
                             "£2.0m",
                             "£16.5k",
                             "£2 m",
                             "£",
                             "GBP",
                             "£.5",
                             "£5.",
                             "£ 5",
                             "- £5",
                             "£5k GBP",
                             "25 cases per FTE",
                             "1 case per FTE",
                             "25 cases",
                             "25 cases per fte",
                             "-2 cases per FTE",
                             "x",
                             ""}) {
      std::string why;
      CAPTURE(text);
      CAPTURE(name_of(unit));
      const bool is_bare = parse_number(text).has_value();  // a number in JSON, not text
      CHECK(std::regex_match(text, pattern) == (!is_bare && parse_quantity(text, unit, why).has_value()));
    }
  }
}
