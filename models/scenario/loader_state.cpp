#include "models/scenario/loader_state.hpp"

#include "models/scenario/record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace scenario {

namespace {

constexpr std::string_view block_keys[] = {"source",    "status", "grade", "price_year", "sample_size",
                                           "rationale", "note",   "owner", "date",       "spread"};

bool is_reserved(std::string_view key) { return key == "evidence" || key == "note"; }

bool same_file(const Place& a, const Place& b) { return a.file == b.file || (a.file && b.file && *a.file == *b.file); }

}  // namespace

Loader::State::State(const Node& root, Diagnostics& mistakes) : diagnostics(mistakes) {
  if (root.is_mapping()) {
    open(root, "");
  } else {
    if (!diagnostics.has_errors()) diagnostics.error(root.place, "", "expected a mapping, got " + got(root));
    frames.emplace_back();
  }
}

std::string Loader::State::below(const std::string& path, std::string_view key) {
  return path.empty() ? std::string(key) : fmt::format("{}.{}", path, key);
}

const Node* Loader::State::find(std::string_view key) {
  Frame& frame = top();
  if (std::find(frame.known.begin(), frame.known.end(), key) == frame.known.end()) frame.known.emplace_back(key);
  return frame.node ? frame.node->find(key) : nullptr;
}

const Node* Loader::State::find(std::string_view key, Need need, std::string_view doc) {
  const Node* node = find(key);
  if (!node && need == Need::required && top().node) missing(*top().node, below(key), doc);
  return node;
}

const Node* Loader::State::scalar(const Key& key, std::string_view expected_what) {
  const Node* node = find(key.key, key.need, key.doc);
  if (!node || node->is_scalar()) return node;
  diagnostics.error(node->place, below(key.key), fmt::format("expected {}, got {}", expected_what, got(*node)));
  return nullptr;
}

void Loader::State::missing(const Node& mapping, const std::string& path, std::string_view doc) {
  diagnostics.error(mapping.place, path,
                    doc.empty() ? "missing; it is required" : fmt::format("missing; it is required ({})", doc));
}

void Loader::State::open(const Node& mapping, std::string path) {
  Frame frame;
  frame.node = &mapping;
  frame.blocks_before = blocks.size();
  frame.mistakes_before = diagnostics.all().size();
  for (const Node::Entry& entry : mapping.entries)
    if (!is_reserved(entry.key)) frame.entries.push_back(&entry);
  push_blocks(mapping, path);
  frame.path = std::move(path);
  frames.push_back(std::move(frame));
}

void Loader::State::open_names(const Key& key, std::string_view entries_are) {
  if (key.key.empty() && top().node) {
    Frame itself = top();
    itself.blocks_before = blocks.size();
    for (const Node::Entry* entry : itself.entries) top().known.push_back(entry->key);
    frames.push_back(std::move(itself));
    return;
  }
  const Node* node = key.key.empty() ? nullptr : find(key.key, key.need, key.doc);
  std::string path = key.key.empty() ? top().path : below(key.key);
  if (node && node->is_mapping()) return open(*node, std::move(path));
  if (node)
    diagnostics.error(node->place, path, fmt::format("expected a mapping of names{}, got {}", entries_are, got(*node)));
  Frame& absent = frames.emplace_back();
  absent.path = std::move(path);
  absent.blocks_before = blocks.size();
}

void Loader::State::close() {
  blocks.resize(top().blocks_before);
  frames.pop_back();
}

void Loader::State::push_blocks(const Node& mapping, const std::string& path) {
  const Node* note = mapping.find("note");
  if (note && !note->is_scalar())
    diagnostics.error(note->place, below(path, "note"), "expected text, got " + got(*note));
  const Node* evidence = mapping.find("evidence");
  if (!evidence) return;
  const std::string here = below(path, "evidence");
  const std::vector<std::string> known(std::begin(block_keys), std::end(block_keys));
  const std::size_t before = blocks.size();
  const auto push = [&](const Node& node) {
    if (!node.is_mapping()) return diagnostics.error(node.place, here, "expected a mapping, got " + got(node));
    for (std::size_t i = before; i < blocks.size(); ++i)
      if (same_file(*blocks[i].place, node.place))
        return diagnostics.error(node.place, here, "a second evidence block; expected one");
    report_unknown_keys(node, here, known);
    Block block;
    block.place = &node.place;
    read_evidence(node, here, block.evidence);
    blocks.push_back(std::move(block));
  };
  if (!evidence->is_sequence()) return push(*evidence);
  for (const Node& block : evidence->items) push(block);  // one from each file that was merged here
}

Loader::State::Evidence Loader::State::inherited(const Place& place) const {
  for (auto block = blocks.rbegin(); block != blocks.rend(); ++block)
    if (same_file(*block->place, place)) return block->evidence;
  Evidence none;
  if (is_setting(place)) {
    none.source = "command line";
    none.status = "assumed";
  }
  return none;
}

void Loader::State::report_unknown_keys(const Node& mapping, const std::string& path,
                                        std::span<const std::string> known) {
  for (const Node::Entry& entry : mapping.entries)
    if (std::find(known.begin(), known.end(), entry.key) == known.end()) report_unknown_key(entry, path, known);
}

void Loader::State::report_unknown_key(const Node::Entry& entry, const std::string& path,
                                       std::span<const std::string> known) {
  const bool bare = entry.value.kind == Node::Kind::null;
  std::string hint = did_you_mean(entry.key, known);
  if (bare && entry.key.find(':') != std::string::npos) hint = "; write a space after \":\"";
  if (bare && entry.key.find_first_of("0123456789") == 0)  // {cost: £1,200}
    hint = "; between braces a comma ends a value: leave it out or put quotes around the value";
  diagnostics.error(entry.key_place, below(path, entry.key), "unknown key" + hint);
}

void Loader::State::report_unknown_keys() {
  if (!top().node) return;
  std::vector<std::string> known = top().known;
  known.insert(known.end(), {"evidence", "note"});
  report_unknown_keys(*top().node, top().path, known);
}

}  // namespace scenario
