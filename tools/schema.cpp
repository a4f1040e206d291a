#include "models/scenario/schema.hpp"

#include "models/abuse/config.hpp"
#include "models/network/config.hpp"
#include "tools/commands.hpp"

#include <nlohmann/json.hpp>

#include <iostream>

namespace tools {

namespace {

using Json = nlohmann::ordered_json;

/// The schema of one model's files, as a resource of its own within the whole.
template <class Scenario>
Json schema_of(const char* id, const char* title) {
  scenario::SchemaWriter writer(title);
  Scenario scenario;
  describe(writer, scenario);
  Json schema{{"$id", id}};
  schema.update(Json::parse(writer.json()));
  return schema;
}

}  // namespace

int schema() {
  const Json is_network{{"properties", {{"model", {{"const", "network"}}}}}, {"required", {"model"}}};
  Json whole{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
             {"title", "wholeplace scenario"},
             {"if", is_network},
             {"then", {{"$ref", "network"}}},
             {"else", {{"$ref", "domestic_abuse"}}}};
  whole["$defs"]["domestic_abuse"] =
      schema_of<abuse::config::Scenario>("domestic_abuse", "scenario of domestic-abuse demand");
  whole["$defs"]["domestic_abuse"]["properties"]["evidence_sets"] = {
      {"description", "alternative sets of evidence: what each changes in the scenario"},
      {"additionalProperties",
       {{"properties", {{"title", {{"type", "string"}}}, {"changes", {{"type", "object"}}}}},
        {"required", {"changes"}}}}};
  whole["$defs"]["network"] = schema_of<network::config::Scenario>("network", "scenario of a network of queues");
  std::cout << whole.dump(2) << '\n';
  return 0;
}

}  // namespace tools
