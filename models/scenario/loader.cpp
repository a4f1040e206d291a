#include "models/scenario/loader.hpp"

#include "models/scenario/loader_state.hpp"
#include "models/scenario/record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace scenario {

Loader::Loader(const Node& root, Diagnostics& diagnostics) : state_(std::make_unique<State>(root, diagnostics)) {}
Loader::~Loader() = default;

const std::vector<Assumption>& Loader::assumptions() const { return state_->assumptions; }

void Loader::number(const Param& param, double& out) {
  if (const Node* node = state_->find(param.key, param.need, param.doc))
    if (const auto value = state_->number(*node, state_->below(param.key), param)) out = *value;
}

void Loader::number(const Param& param, std::optional<double>& out) {
  if (const Node* node = state_->find(param.key, param.need, param.doc))
    if (const auto value = state_->number(*node, state_->below(param.key), param)) out = *value;
}

void Loader::number_or_unlimited(const Param& param, double& out) {
  const Node* node = state_->find(param.key, param.need, param.doc);
  if (!node) return;
  if (node->is_scalar() && node->text == "unlimited")
    out = no_limit;
  else if (const auto value = state_->number(*node, state_->below(param.key), param))
    out = *value;
}

void Loader::money(const Param& param, Pence& out) {
  constexpr double most = 9e15;  // exact in a double and in whole pence
  Rule rule(param);
  rule.unit = Unit::money;
  rule.low = std::max(rule.low, -most);
  rule.high = std::min(rule.high, most);
  rule.whole_pence = true;
  if (const Node* node = state_->find(param.key, param.need, param.doc))
    if (const auto value = state_->number(*node, state_->below(param.key), rule)) out = std::llround(*value);
}

void Loader::distribution(const Param& param, sim::Distribution& out) {
  if (const Node* node = state_->find(param.key, param.need, param.doc))
    if (auto value = state_->distribution(*node, state_->below(param.key), param)) out = std::move(*value);
}

void Loader::distribution(const Param& param, std::optional<sim::Distribution>& out) {
  if (const Node* node = state_->find(param.key, param.need, param.doc))
    if (auto value = state_->distribution(*node, state_->below(param.key), param)) out = std::move(value);
}

void Loader::text(const Key& key, std::string& out) {
  if (const Node* node = state_->scalar(key, "text")) out = node->text;
}

void Loader::flag(const Key& key, bool& out) {
  const Node* node = state_->scalar(key, "true or false");
  if (!node) return;
  const bool known = !node->quoted && (node->text == "true" || node->text == "false");
  if (known)
    out = node->text == "true";
  else
    state_->diagnostics.error(
        node->place, state_->below(key.key),
        fmt::format("expected true or false, got {}{}", got(*node), node->quoted ? " in quotes" : ""));
}

void Loader::date(const Key& key, std::int64_t& out) {
  const Node* node = state_->scalar(key, "a date such as \"2013-04-01\"");
  if (!node) return;
  if (const auto days = parse_date(node->text))
    out = *days;
  else
    state_->diagnostics.error(node->place, state_->below(key.key),
                              fmt::format("expected a date such as \"2013-04-01\", got {}", got(*node)));
}

void Loader::date(const Key& key, std::optional<std::int64_t>& out) {
  constexpr std::int64_t unset = std::numeric_limits<std::int64_t>::min();
  std::int64_t value = unset;
  date(key, value);
  if (value != unset) out = value;
}

namespace {

std::optional<std::size_t> index_of(const Node& node, std::span<const std::string_view> names) {
  const auto found = std::find(names.begin(), names.end(), node.text);
  if (!node.is_scalar() || found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

std::string not_one_of(const Node& node, std::span<const std::string_view> names) {
  const std::vector<std::string> candidates(names.begin(), names.end());
  return fmt::format("expected {}, got {}{}", one_of(names), got(node),
                     node.is_scalar() ? did_you_mean(node.text, candidates) : "");
}

/// The elements of a list; a single value stands for a list of one.
std::vector<const Node*> elements(const Node& node) {
  if (!node.is_sequence()) return {&node};
  std::vector<const Node*> out;
  for (const Node& item : node.items) out.push_back(&item);
  return out;
}

std::string element_path(const Node& list, const std::string& path, std::size_t i) {
  return list.is_sequence() ? path + '.' + std::to_string(i) : path;
}

}  // namespace

void Loader::choice(const Key& key, std::span<const std::string_view> names, std::size_t& out) {
  const Node* node = state_->find(key.key, key.need, key.doc);
  if (!node) return;
  if (const auto index = index_of(*node, names))
    out = *index;
  else
    state_->diagnostics.error(node->place, state_->below(key.key), not_one_of(*node, names));
}

void Loader::choices(const Key& key, std::span<const std::string_view> names, std::uint32_t& out) {
  const Node* node = state_->find(key.key, key.need, key.doc);
  if (!node) return;
  const std::string path = state_->below(key.key);
  std::uint32_t bits = 0;
  bool good = true;
  const auto items = elements(*node);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto index = index_of(*items[i], names);
    const std::uint32_t bit = index ? 1U << *index : 0;
    if (!index)
      state_->diagnostics.error(items[i]->place, element_path(*node, path, i), not_one_of(*items[i], names));
    else if (bits & bit)
      state_->diagnostics.error(items[i]->place, element_path(*node, path, i), "listed twice");
    good = good && index && !(bits & bit);
    bits |= bit;
  }
  if (good) out = bits;
}

void Loader::reference(const Key& key, Reference& out) {
  const Node* node = state_->scalar(key, "a name");
  if (!node) return;
  if (!node->text.empty())
    out = {node->text, node->place};
  else
    state_->diagnostics.error(node->place, state_->below(key.key), "expected a name, got \"\"");
}

void Loader::reference(const Key& key, std::optional<Reference>& out) {
  Reference value;
  reference(key, value);
  if (!value.name.empty()) out = std::move(value);
}

void Loader::references(const Key& key, std::vector<Reference>& out) {
  const Node* node = state_->find(key.key, key.need, key.doc);
  if (!node) return;
  const std::string path = state_->below(key.key);
  std::vector<Reference> names;
  bool good = true;
  const auto items = elements(*node);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const bool is_name = items[i]->is_scalar() && !items[i]->text.empty();
    if (is_name)
      names.push_back({items[i]->text, items[i]->place});
    else
      state_->diagnostics.error(items[i]->place, element_path(*node, path, i),
                                "expected a name, got " + got(*items[i]));
    good = good && is_name;
  }
  if (good) out = std::move(names);
}

void Loader::numbers(const Param& param, std::vector<double>& out) {
  const Node* node = state_->find(param.key, param.need, param.doc);
  if (!node) return;
  const std::string path = state_->below(param.key);
  if (!node->is_sequence())
    return state_->diagnostics.error(node->place, path, "expected a list of numbers, got " + got(*node));
  if (auto values = state_->numbers(*node, path, param)) out = std::move(*values);
}

void Loader::texts(const Key& key, std::vector<Named<std::string>>& out) {
  const Node* node = state_->find(key.key, key.need, key.doc);
  if (!node) return;
  const std::string path = state_->below(key.key);
  if (!node->is_mapping())
    return state_->diagnostics.error(node->place, path, "expected a mapping of names to text, got " + got(*node));
  state_->open(*node, path);
  std::vector<Named<std::string>> texts;
  for (const Node::Entry* entry : state_->top().entries) {
    if (entry->value.is_scalar())
      texts.push_back({entry->key, entry->key_place, entry->value.text});
    else
      state_->diagnostics.error(entry->value.place, state_->below(entry->key),
                                "expected text, got " + got(entry->value));
  }
  if (texts.size() == state_->top().entries.size()) out = std::move(texts);
  state_->close();
}

void Loader::shares(const Key& key, std::vector<Share>& out) {
  state_->open_names(key, " to shares");
  std::vector<Share> shares;
  bool good = state_->top().node != nullptr;
  for (const Node::Entry* entry : state_->top().entries) {
    const auto share =
        state_->number(entry->value, state_->below(entry->key), {Unit::share, 0, 1, std::string(key.doc)});
    if (share) shares.push_back({entry->key, *share, entry->key_place});
    good = good && share;
  }
  state_->close();
  if (good) out = std::move(shares);
}

void Loader::sums_to_one(std::string_view key) {
  const std::string whole = state_->below(key);
  for (auto a = state_->assumptions.rbegin(); a != state_->assumptions.rend(); ++a) {
    if (!a->path.starts_with(whole + ".")) break;
    a->part_of = whole;
  }
}

void Loader::distributions(const Param& param, std::vector<Named<sim::Distribution>>& out) {
  state_->open_names({param.key, param.doc, param.need}, " to distributions");
  for (const Node::Entry* entry : state_->top().entries)
    if (auto drawn = state_->distribution(entry->value, state_->below(entry->key), param))
      out.push_back({entry->key, entry->key_place, std::move(*drawn)});
  state_->close();
}

void Loader::numbers_by_name(const Param& param, std::vector<Named<double>>& out) {
  state_->open_names({param.key, param.doc, param.need}, " to numbers");
  for (const Node::Entry* entry : state_->top().entries)
    if (const auto value = state_->number(entry->value, state_->below(entry->key), param))
      out.push_back({entry->key, entry->key_place, *value});
  state_->close();
}

bool Loader::has(std::string_view key) const {
  const Node* node = state_->frames.back().node;
  return node && node->find(key);
}

bool Loader::may_be_list(std::string_view key) const {
  const Node* node = state_->frames.back().node;
  const Node* value = node ? node->find(key) : nullptr;
  return value && value->is_sequence();
}

bool Loader::may_be_distribution(std::string_view key) const { return has(key) && !may_be_by_name(key); }

bool Loader::may_be_by_name(std::string_view key) const {
  const Node* node = state_->frames.back().node;
  const Node* value = node ? node->find(key) : nullptr;
  return value && value->is_mapping() && !is_record(*value) && !distribution_family(*value);
}

const Assumption* Loader::assumption(std::string_view key) const {
  const std::string path = state_->below(key);
  for (auto a = state_->assumptions.rbegin(); a != state_->assumptions.rend(); ++a) {
    if (a->path == path) return &*a;
    if (!a->path.starts_with(state_->top().path)) break;
  }
  return nullptr;
}

Place Loader::place(std::string_view key) const {
  const Node* node = state_->frames.back().node;
  if (!node) return {};
  const Node* value = key.empty() ? nullptr : node->find(key);
  return value ? value->place : node->place;
}

void Loader::error(std::string_view key, std::string message) {
  std::string path = key.empty() ? state_->top().path : state_->below(key);
  const auto& all = state_->diagnostics.all();
  const auto is_about_it = [&](const Diagnostic& d) {
    return d.severity == Severity::error && d.path.starts_with(path) &&
           (d.path.size() == path.size() || d.path[path.size()] == '.');
  };
  const auto since = static_cast<std::ptrdiff_t>(state_->top().mistakes_before);
  if (!key.empty() && std::any_of(all.begin() + since, all.end(), is_about_it)) return;
  state_->diagnostics.error(place(key), std::move(path), std::move(message));
}

bool Loader::open_mapping(const Key& key) {
  const Node* node = state_->find(key.key, key.need, key.doc);
  if (!node) return false;
  if (node->is_mapping()) {
    state_->open(*node, state_->below(key.key));
    return true;
  }
  state_->diagnostics.error(node->place, state_->below(key.key), "expected a mapping, got " + got(*node));
  return false;
}

std::size_t Loader::open_named(const Key& key) {
  state_->open_names(key, "");
  return state_->top().entries.size();
}

bool Loader::open_entry(std::size_t i, std::string& name, Place& place) {
  const Node::Entry& entry = *state_->top().entries.at(i);
  const std::string path = state_->below(entry.key);
  if (entry.key.empty() || entry.key.find('.') != std::string::npos)  // paths would be ambiguous
    state_->diagnostics.error(entry.key_place, path, "a name must not be empty or hold a \".\"");
  if (!entry.value.is_mapping()) {
    state_->diagnostics.error(entry.value.place, path, "expected a mapping, got " + got(entry.value));
    return false;
  }
  name = entry.key;
  place = entry.key_place;
  state_->open(entry.value, path);
  return true;
}

void Loader::close_named() { state_->close(); }

std::size_t Loader::open_list(const Key& key) {
  const Node* node = state_->find(key.key, key.need, key.doc);
  State::Frame frame;
  frame.path = state_->below(key.key);
  frame.blocks_before = state_->blocks.size();
  if (node && (node->is_sequence() || node->is_mapping())) {
    frame.node = node;
    frame.items = elements(*node);
  } else if (node) {
    state_->diagnostics.error(node->place, frame.path, "expected a list of mappings, got " + got(*node));
  }
  state_->frames.push_back(std::move(frame));
  return state_->top().items.size();
}

bool Loader::open_item(std::size_t i) {
  const State::Frame& list = state_->top();
  const Node& item = *list.items.at(i);
  const std::string path = element_path(*list.node, list.path, i);
  if (!item.is_mapping()) {
    state_->diagnostics.error(item.place, path, "expected a mapping, got " + got(item));
    return false;
  }
  state_->open(item, path);
  return true;
}

void Loader::close_list() { state_->close(); }

void Loader::close() {
  state_->report_unknown_keys();
  state_->close();
}

void Loader::finish() { state_->report_unknown_keys(); }

}  // namespace scenario
