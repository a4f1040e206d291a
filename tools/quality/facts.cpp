#include "tools/quality/facts.hpp"

#include "models/network/graph.hpp"
#include "models/pathway/draw.hpp"
#include "tools/results/number.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace quality {

namespace {

/// A name as part of a file's: letters, digits, "-" and "_" stay.
std::string as_file_name(const std::string& name) {
  std::string safe;
  for (const char c : name) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    safe += plain ? c : '_';
  }
  return safe;
}

}  // namespace

const scenario::Node* node_at(const scenario::Node& root, std::string_view path) {
  const scenario::Node* node = &root;
  while (node != nullptr && !path.empty()) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    const std::string_view key = path.substr(0, dot);
    if (node->is_sequence()) {
      std::size_t i = 0;
      const auto [end, failed] = std::from_chars(key.data(), key.data() + key.size(), i);
      node =
          failed == std::errc() && end == key.data() + key.size() && i < node->items.size() ? &node->items[i] : nullptr;
    } else {
      node = node->find(key);
    }
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  return node;
}

std::string text_of(const scenario::Node* node) {
  if (node != nullptr && node->is_mapping()) node = node->find("value");
  return node != nullptr && node->is_scalar() ? node->text : "";
}

std::string manifest_text(const report::Inputs& inputs, std::string_view path) {
  const nlohmann::json* at = &inputs.manifest();
  while (!path.empty()) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    const std::string key(path.substr(0, dot));
    if (!at->is_object() || !at->contains(key)) return "";
    at = &at->at(key);
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  if (at->is_string()) return at->get<std::string>();
  return at->is_number() ? results::shortest(at->get<double>()) : "";
}

std::string Facts::at(std::string_view path) const { return text_of(node_at(inputs.finished().scenario, path)); }

std::string Facts::title_of(const std::string& system) const {
  const std::string title = at("systems." + system + ".title");
  return title.empty() ? pathway::readable(system) : title;
}

std::vector<Facts::Picture> Facts::pictures() const {
  std::vector<Picture> all;
  const auto add = [&](const std::string& name, pathway::Spec spec, std::vector<pathway::Load> loads) {
    std::string file = "model_graph_" + as_file_name(name);
    while (std::ranges::any_of(all, [&](const Picture& other) { return other.file == file; })) file += "_";
    all.push_back({name, file, std::move(spec), std::move(loads)});
  };
  if (abuse)
    for (std::size_t s = 0; s < abuse->graphs.size(); ++s)
      add(abuse->plan->systems[s].name, abuse->graphs[s], abuse->loads[s]);
  if (network)
    for (std::size_t c = 0; c < network->plan->classes.size(); ++c)
      add(network->plan->classes[c].name, network::graph_of(*network->plan, c), {});
  return all;
}

}  // namespace quality
