#include "models/scenario/schema.hpp"

#include "models/scenario/schema_defs.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace scenario {

namespace {

using Json = nlohmann::ordered_json;

/// A schema and, apart from it, what must not be missing. They are kept apart because a mapping into which a file is
/// merged may leave out what that file gives, at any depth below.
struct Part {
  Json schema;
  Json complete = Json::object();
};

Part either(Part one, const Part& list_of_it) {
  Part both;
  both.schema["anyOf"] = {std::move(one.schema), list_of_it.schema};
  if (!one.complete.empty()) both.complete["allOf"] = {std::move(one.complete), list_of_it.complete};
  return both;
}

Part array_of(const Part& item) {
  Part list{{{"type", "array"}, {"items", item.schema}}};
  if (!item.complete.empty()) list.complete["items"] = item.complete;
  return list;
}

/// Adds the names of all definitions that `schema` refers to, directly or by way of others.
void find_used(const Json& schema, const Json& definitions, std::set<std::string>& used) {
  if (schema.is_object() && schema.contains("$ref") && schema["$ref"].is_string()) {
    const auto reference = schema["$ref"].get<std::string>();
    const std::string name = reference.substr(reference.rfind('/') + 1);
    if (used.insert(name).second) find_used(definitions.at(name), definitions, used);
  }
  if (schema.is_structured())
    for (const Json& inner : schema) find_used(inner, definitions, used);
}

Json names_schema(std::span<const std::string_view> names) { return {{"enum", names}}; }

}  // namespace

struct SchemaWriter::State {
  struct Frame {
    std::string key, doc;
    Need need = Need::required;
    Json properties = Json::object();
    Json complete = Json::object();  // by key
    std::vector<std::string> required;
    Part inside;  // of a mapping of names or a list: its entries
    Part whole;   // what the mapping is, if it has no keys of its own
  };

  std::string title;
  std::vector<Frame> frames = std::vector<Frame>(1);

  void open(const Key& key) {
    Frame& frame = frames.emplace_back();
    frame.key = key.key;
    frame.doc = key.doc;
    frame.need = key.need;
  }

  void add(std::string_view key, std::string_view doc, Need need, Part part) {
    Frame& frame = frames.back();
    if (key.empty()) {
      frame.whole = std::move(part);
      return;
    }
    const std::string name(key);
    if (!doc.empty()) {
      Json described{{"description", doc}};
      described.update(part.schema);
      part.schema = std::move(described);
    }
    if (const auto old = frame.properties.find(name); old != frame.properties.end() && *old != part.schema)
      part.schema = {{"anyOf", {*old, part.schema}}};
    frame.properties[name] = std::move(part.schema);
    if (!part.complete.empty()) frame.complete[name] = std::move(part.complete);
    if (need == Need::required && std::find(frame.required.begin(), frame.required.end(), name) == frame.required.end())
      frame.required.push_back(name);
  }

  void add(const Key& key, Json schema) { add(key.key, key.doc, key.need, {std::move(schema)}); }

  /// \param definition  of the unit's quantity; bounds stand beside the reference where JSON has numbers to compare
  static Json bounded(const Param& param, const std::string& definition) {
    Json schema = refer_to(definition);
    const double high = param.unit == Unit::share && param.high == no_limit ? 1 : param.high;
    Json bounds = Json::object();
    const bool may_be_number = param.unit == Unit::number || param.unit == Unit::count || param.unit == Unit::share ||
                               param.unit == Unit::caseload;
    if (may_be_number && param.low > -no_limit) bounds["minimum"] = param.low;
    if (may_be_number && high < no_limit) bounds["maximum"] = high;
    schema.update(bounds);
    if (!bounds.empty()) schema["properties"]["value"] = bounds;
    return schema;
  }

  void add(const Param& param, const std::string& definition) {
    add(param.key, described(param), param.need, {bounded(param, definition)});
  }

  /// The doc, with the bounds that JSON Schema cannot compare because they have units.
  static std::string described(const Param& param) {
    std::string text(param.doc);
    const bool has_unit = param.unit == Unit::duration || param.unit == Unit::rate || param.unit == Unit::money;
    if (has_unit && param.low > -no_limit && param.low != 0)
      text += "; at least " + format_quantity(param.low, param.unit);
    if (has_unit && param.high < no_limit) text += "; at most " + format_quantity(param.high, param.unit);
    return text;
  }

  /// The mapping that was described in the last frame.
  Part object(bool top) const {
    const Frame& frame = frames.back();
    if (!frame.whole.schema.is_null()) return frame.whole;
    Part part;
    part.schema["type"] = "object";
    part.schema["properties"] = frame.properties;
    add_shared(part.schema["properties"], top);
    part.schema["additionalProperties"] = false;
    Json complete = Json::object();
    if (!frame.required.empty()) complete["required"] = frame.required;
    if (!frame.complete.empty()) complete["properties"] = frame.complete;
    if (complete.empty()) return part;
    Json merges{{"required", {"from"}}};
    if (top) merges = {{"anyOf", {merges, {{"required", {"extends"}}}}}};
    part.complete = {{"if", {{"not", merges}}}, {"then", complete}};
    return part;
  }

  /// A mapping of names to `entries`.
  static Part named(const Part& entries) {
    Part part;
    part.schema["type"] = "object";
    part.schema["properties"] = Json::object();
    add_shared(part.schema["properties"], false);
    part.schema["additionalProperties"] = entries.schema;
    if (entries.complete.empty()) return part;
    const Json rest{{"properties", {{"evidence", true}, {"note", true}}}, {"additionalProperties", entries.complete}};
    part.complete = {{"if", {{"not", {{"required", {"from"}}}}}}, {"then", rest}};
    return part;
  }

  static void add_shared(Json& properties, bool top) {
    if (top && !properties.contains("extends")) properties["extends"] = refer_to("file");
    if (!properties.contains("from")) properties["from"] = refer_to("file");
    if (!properties.contains("evidence")) properties["evidence"] = refer_to("evidence");
    if (!properties.contains("note")) properties["note"] = refer_to("text");
  }
};

SchemaWriter::SchemaWriter(std::string title) : state_(std::make_unique<State>()) { state_->title = std::move(title); }
SchemaWriter::~SchemaWriter() = default;

std::string SchemaWriter::json() const {
  Part root = state_->object(true);
  Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", state_->title}};
  schema.update(root.schema);
  if (!root.complete.empty()) schema["allOf"] = {refer_to("complete")};
  Json definitions = schema_definitions();
  if (!root.complete.empty()) definitions["complete"] = std::move(root.complete);
  std::set<std::string> used;
  find_used(schema, definitions, used);
  for (const auto& definition : definitions.items())
    if (used.contains(definition.key())) schema["$defs"][definition.key()] = definition.value();
  return schema.dump(2) + '\n';
}

void SchemaWriter::number(const Param& param, double&) { state_->add(param, "evidenced_" + name_of(param.unit)); }
void SchemaWriter::number(const Param& param, std::optional<double>&) {
  state_->add(param, "evidenced_" + name_of(param.unit));
}
void SchemaWriter::number_or_unlimited(const Param& param, double&) {
  state_->add(param.key, State::described(param), param.need,
              either({State::bounded(param, "evidenced_" + name_of(param.unit))}, {{{"const", "unlimited"}}}));
}
void SchemaWriter::money(const Param& param, Pence&) {
  Param money = param;
  money.unit = Unit::money;
  state_->add(money, "evidenced_money");
}
void SchemaWriter::distribution(const Param& param, sim::Distribution&) {
  state_->add(param, "distribution_of_" + name_of(param.unit));
}
void SchemaWriter::distribution(const Param& param, std::optional<sim::Distribution>&) {
  state_->add(param, "distribution_of_" + name_of(param.unit));
}
void SchemaWriter::text(const Key& key, std::string&) { state_->add(key, refer_to("text")); }
void SchemaWriter::flag(const Key& key, bool&) { state_->add(key, {{"type", "boolean"}}); }
void SchemaWriter::date(const Key& key, std::int64_t&) { state_->add(key, refer_to("date")); }
void SchemaWriter::date(const Key& key, std::optional<std::int64_t>&) { state_->add(key, refer_to("date")); }
void SchemaWriter::choice(const Key& key, std::span<const std::string_view> names, std::size_t&) {
  state_->add(key, names_schema(names));
}
void SchemaWriter::choices(const Key& key, std::span<const std::string_view> names, std::uint32_t&) {
  Part list = array_of({names_schema(names)});
  list.schema["uniqueItems"] = true;
  state_->add(key, either({names_schema(names)}, list).schema);
}
void SchemaWriter::reference(const Key& key, Reference&) { state_->add(key, refer_to("text")); }
void SchemaWriter::reference(const Key& key, std::optional<Reference>&) { state_->add(key, refer_to("text")); }
void SchemaWriter::references(const Key& key, std::vector<Reference>&) {
  state_->add(key, either({refer_to("text")}, array_of({refer_to("text")})).schema);
}
void SchemaWriter::numbers(const Param& param, std::vector<double>&) {
  state_->add(param.key, State::described(param), param.need,
              array_of({State::bounded(param, "evidenced_" + name_of(param.unit))}));
}
void SchemaWriter::texts(const Key& key, std::vector<Named<std::string>>&) {
  state_->add(key, State::named({refer_to("text")}).schema);
}
void SchemaWriter::shares(const Key& key, std::vector<Share>&) {
  state_->add(key,
              State::named({State::bounded({"", Unit::share, 0, 1, "", Need::optional}, "evidenced_share")}).schema);
}

void SchemaWriter::distributions(const Param& param, std::vector<Named<sim::Distribution>>&) {
  const Part each{State::bounded(param, "distribution_of_" + name_of(param.unit))};
  state_->add(param.key, param.doc, param.need, State::named(each));
}
void SchemaWriter::numbers_by_name(const Param& param, std::vector<Named<double>>&) {
  const Part each{State::bounded(param, "evidenced_" + name_of(param.unit))};
  state_->add(param.key, param.doc, param.need, State::named(each));
}

bool SchemaWriter::may_be_list(std::string_view) const { return true; }
bool SchemaWriter::may_be_distribution(std::string_view) const { return true; }
bool SchemaWriter::may_be_by_name(std::string_view) const { return true; }
bool SchemaWriter::has(std::string_view) const { return false; }
bool SchemaWriter::may_hold(std::string_view) const { return true; }
Place SchemaWriter::place(std::string_view) const { return {}; }
void SchemaWriter::error(std::string_view, std::string) {}

bool SchemaWriter::open_mapping(const Key& key) {
  state_->open(key);
  return true;
}

void SchemaWriter::close() {
  const Part part = state_->object(false);
  const State::Frame frame = std::move(state_->frames.back());
  state_->frames.pop_back();
  if (frame.key.empty())
    state_->frames.back().inside = part;  // an entry or item, described once for all
  else
    state_->add(frame.key, frame.doc, frame.need, part);
}

std::size_t SchemaWriter::open_named(const Key& key) {
  state_->open(key);
  return 1;
}

bool SchemaWriter::open_entry(std::size_t, std::string&, Place&) { return open_mapping({"", "", Need::optional}); }

void SchemaWriter::close_named() {
  const State::Frame frame = std::move(state_->frames.back());
  state_->frames.pop_back();
  state_->add(frame.key, frame.doc, frame.need, State::named(frame.inside));
}

std::size_t SchemaWriter::open_list(const Key& key) { return open_named(key); }

bool SchemaWriter::open_item(std::size_t) { return open_mapping({"", "", Need::optional}); }

void SchemaWriter::close_list() {
  const State::Frame frame = std::move(state_->frames.back());
  state_->frames.pop_back();
  state_->add(frame.key, frame.doc, frame.need, either(frame.inside, array_of(frame.inside)));
}

}  // namespace scenario
