#include "models/scenario/schema_defs.hpp"

#include "models/scenario/distribution_forms.hpp"
#include "models/scenario/evidence.hpp"
#include "models/scenario/record.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>

namespace scenario {

namespace {

using Json = nlohmann::ordered_json;

constexpr Unit units[] = {Unit::number, Unit::count, Unit::share,   Unit::duration,
                          Unit::rate,   Unit::money, Unit::caseload};

Json closed_object(Json properties, const std::vector<std::string>& required) {
  Json schema{{"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) schema["required"] = required;
  schema["additionalProperties"] = false;
  return schema;
}

Json quantity(Unit unit) {
  if (unit == Unit::number) return {{"type", "number"}};
  if (unit == Unit::count) return {{"type", "integer"}};
  Json text{{"type", "string"}, {"pattern", text_pattern(unit)}};
  if (unit == Unit::share || unit == Unit::caseload) return {{"anyOf", {{{"type", "number"}}, std::move(text)}}};
  return text;
}

Json evidence_fields() {
  Json fields;
  fields["source"] = {{"type", "string"}, {"description", "where the number comes from"}};
  fields["status"] = {{"enum", evidence_statuses}, {"description", "how it was obtained"}};
  fields["grade"] = {{"type", "integer"}, {"minimum", 1}, {"maximum", 6}, {"description", "1 (best) to 6"}};
  fields["price_year"] = {{"type", "integer"}, {"minimum", 1900}, {"maximum", 2100}};
  fields["sample_size"] = {{"type", "integer"}, {"minimum", 0}};
  fields["rationale"] = {{"type", "string"}};
  fields["note"] = {{"type", "string"}};
  fields["owner"] = {{"type", "string"}};
  fields["date"] = refer_to("date");
  return fields;
}

Json evidenced(Unit unit) {
  Json fields;
  fields["value"] = refer_to(name_of(unit));
  fields["range"] = {{"type", "array"},
                     {"items", refer_to(name_of(unit))},
                     {"minItems", 2},
                     {"maxItems", 2},
                     {"description", "central 90 %"}};
  fields["calibrate"] = fields["range"];
  fields["calibrate"]["description"] = "bounds within which it may be fitted to targets";
  fields["distribution"] = {{"enum", uncertainty_families}, {"description", "what it is drawn from when it varies"}};
  fields.update(evidence_fields());
  fields["from"] = refer_to("file");
  Json record = closed_object(std::move(fields), {});
  record["anyOf"] = {{{"required", {"value"}}}, {{"required", {"from"}}}};
  return {{"anyOf", {refer_to(name_of(unit)), std::move(record)}}};
}

Json parameter(Measure measure, Unit own) {
  switch (measure) {
    case Measure::location:
    case Measure::extent: return refer_to("evidenced_" + name_of(own));
    case Measure::plain: return refer_to("evidenced_number");
    case Measure::whole: return refer_to("evidenced_count");
    case Measure::rate: return refer_to(own == Unit::duration ? "evidenced_rate" : "evidenced_number");
  }
  return true;
}

bool suits(std::string_view family, Unit unit) {
  const bool of_numbers = unit == Unit::number || unit == Unit::count;
  return family == "poisson" ? of_numbers : family == "beta" ? of_numbers || unit == Unit::share : true;
}

Json distribution(Unit unit) {
  const Unit own = unit == Unit::count ? Unit::number : unit;
  const std::string self = "distribution_of_" + name_of(unit);
  Json families, one;
  families["constant"] = refer_to("evidenced_" + name_of(unit));
  for (const Form& form : distribution_forms) {
    const bool has_rate = form.parameters[0].measure == Measure::rate;
    if (!suits(form.family, unit) || (has_rate && own != Unit::number && own != Unit::duration)) continue;
    Json fields;
    for (const Parameter& p : form.all()) fields[std::string(p.name)] = parameter(p.measure, own);
    Json object = closed_object(std::move(fields), {});  // none is required: another file may give the rest
    object["minProperties"] = 1;
    families[std::string(form.family)]["anyOf"].push_back(std::move(object));
  }
  const Json numbers{{"type", "array"}, {"items", refer_to("evidenced_" + name_of(own))}, {"minItems", 2}};
  const Json shares{{"type", "array"}, {"items", refer_to("evidenced_share")}, {"minItems", 1}};
  families["empirical"] = closed_object({{"bounds", numbers}, {"shares", shares}}, {"bounds", "shares"});
  families["mixture"] = {
      {"type", "array"},
      {"minItems", 1},
      {"items", closed_object({{"share", refer_to("evidenced_share")}, {"of", refer_to(self)}}, {"share", "of"})}};
  for (const auto& family : families.items()) one.push_back({{"required", {family.key()}}});
  families["evidence"] = refer_to("evidence");
  families["note"] = refer_to("text");
  families["from"] = refer_to("file");
  Json object = closed_object(std::move(families), {});
  object["anyOf"] = {{{"required", {"from"}}}, {{"oneOf", std::move(one)}}};
  return {{"anyOf", {refer_to("evidenced_" + name_of(unit)), std::move(object)}}};
}

}  // namespace

Json refer_to(const std::string& definition) { return {{"$ref", "#/$defs/" + definition}}; }

std::string name_of(Unit unit) {
  switch (unit) {
    case Unit::number: return "number";
    case Unit::count: return "count";
    case Unit::share: return "share";
    case Unit::duration: return "duration";
    case Unit::rate: return "rate";
    case Unit::money: return "money";
    case Unit::caseload: return "caseload";
  }
  return "";
}

std::string text_pattern(Unit unit) {
  const std::string plain = R"([+-]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+))";
  const std::string number = plain + "([eE][+-]?[0-9]+)?";
  const std::string amount = R"(([1-9][0-9]{0,2}(,[0-9]{3})+|0|[1-9][0-9]*)(\.[0-9]*)?)";
  const std::string times = "(minute|hour|day|week|month|year)s?";
  switch (unit) {
    case Unit::number:
    case Unit::count: return "";
    case Unit::share: return "^" + plain + " *%$";
    case Unit::duration: return "^" + number + " *" + times + "$";
    case Unit::rate: return "^" + number + " *per +" + times + "$";
    case Unit::money: return "^(- *)?(£ *" + amount + " *[kKmM]?|" + amount + " *[kKmM]? *GBP)$";
    case Unit::caseload: return "^" + number + " *cases? per (FTE|fte)$";
  }
  return "";
}

Json schema_definitions() {
  Json defs;
  defs["text"] = {{"type", {"string", "number", "boolean"}}};
  defs["date"] = {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}};
  const Json name{{"type", "string"}, {"minLength", 1}};
  defs["file"] = {{"description", "merged in here; what stands nearer wins"},
                  {"anyOf", {name, {{"type", "array"}, {"items", name}}}}};
  Json block = evidence_fields();
  block["spread"] = refer_to("share");
  defs["evidence"] = closed_object(std::move(block), {});
  defs["evidence"]["description"] = "speaks for every plain number beneath that has no record of its own";
  for (const Unit unit : units) defs[name_of(unit)] = quantity(unit);
  for (const Unit unit : units) defs["evidenced_" + name_of(unit)] = evidenced(unit);
  for (const Unit unit : units) defs["distribution_of_" + name_of(unit)] = distribution(unit);
  return defs;
}

}  // namespace scenario
