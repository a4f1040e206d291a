#include "models/scenario/document.hpp"

#include "models/scenario/text_encoding.hpp"
#include "models/scenario/yaml_source.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <memory>
#include <sstream>
#include <unordered_map>
#include <utility>

namespace scenario {

namespace {

/// Stops yaml-cpp in the middle of a document that is not worth reading on.
struct Refused {
  Place place;
  std::string path;
  std::string message;
};

/// Builds the tree from yaml-cpp's events and refuses what a scenario must not hold.
class Builder final : public YAML::EventHandler {
 public:
  Builder(const YamlSource& source, Diagnostics& diagnostics, const Limits& limits)
      : source_(source), diagnostics_(diagnostics), limits_(limits) {}

  /// \return the tree, or a null node if there was no document
  Node take_root() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) throw Refused{source_.place(mark), "", "a second document starts here; a scenario is one"};
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Node node;
    node.place = source_.place(mark);
    if (expects_key()) throw Refused{node.place, path(), "a key is missing here"};
    // Where nothing is written, yaml-cpp's mark is that of whatever comes next.
    if (!open_.empty() && open_.back().node.is_mapping() && mark.line + 1 != open_.back().key_place.line)
      node.place = open_.back().key_place;
    grow({.nodes = 1, .text = 0, .depth = 1}, node.place);
    add(std::move(node), anchor);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    const Place place = source_.place(mark);
    grow({.nodes = 1, .text = value.size(), .depth = 1}, place);
    if (tag != "?" && !source_.is_closed(mark)) throw Refused{place, path(), "a quote that is not closed"};
    if (value.find('\0') != std::string::npos) throw Refused{place, path(), "a NUL character"};
    check_tag(mark, tag, place);
    Node node;
    node.kind = Node::Kind::scalar;
    node.place = place;
    node.text = value;
    node.quoted = tag != "?" || value.find('\n') != std::string::npos;
    if (!expects_key()) return add(std::move(node), anchor);
    Open& open = open_.back();
    open.key = value;
    open.key_place = place;
    open.has_key = true;
    open.skip = false;
    if (value == "<<") {
      diagnostics_.error(place, path(), "merge keys are not read; to merge a file in, write \"from: FILE\"");
      open.skip = true;
    } else if (const auto [first, fresh] = open.keys.try_emplace(value, place.line); !fresh) {
      diagnostics_.error(place, path(), fmt::format("given twice; first on line {}", first->second));
      open.skip = true;
    }
    if (anchor != 0) keep_anchor(anchor, node);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    start(Node::Kind::sequence, mark, tag, anchor);
  }
  void OnSequenceEnd() override { end(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    start(Node::Kind::mapping, mark, tag, anchor);
  }
  void OnMapEnd() override { end(); }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const Place place = source_.place(mark);
    if (expects_key()) throw Refused{place, path(), "a key cannot be an alias"};
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) {
      diagnostics_.error(place, path(), "an anchor inside itself");
      Node nothing;
      nothing.place = place;
      return add(std::move(nothing), 0);
    }
    grow(found->second.size, place);
    add(found->second.node, 0);
  }

 private:
  /// A mapping or sequence that has begun and not ended.
  struct Open {
    Node node;
    YAML::anchor_t anchor = 0;
    std::unordered_map<std::string, int> keys;  // the line each was first given
    std::string key;
    Place key_place;
    bool has_key = false;
    bool skip = false;  // the present key was refused
  };
  struct Anchored {
    Node node;
    Size size;
  };

  bool expects_key() const { return !open_.empty() && open_.back().node.is_mapping() && !open_.back().has_key; }

  std::string path() const {
    std::string text;
    for (const Open& open : open_) {
      const bool in_list = open.node.is_sequence();
      if (!in_list && !open.has_key) break;
      if (!text.empty()) text += '.';
      text += in_list ? std::to_string(open.node.items.size()) : open.key;
    }
    return text;
  }

  void grow(const Size& size, const Place& place) {
    nodes_ += size.nodes;
    text_ += size.text;
    if (nodes_ > limits_.nodes)
      throw Refused{place, "", fmt::format("more than {} values, counting repeated ones", limits_.nodes)};
    if (text_ > limits_.text)
      throw Refused{place, "", fmt::format("more than {} bytes of text, counting repeats", limits_.text)};
    if (open_.size() + size.depth > limits_.depth)
      throw Refused{place, "", fmt::format("nested more than {} levels deep", limits_.depth)};
  }

  void check_tag(const YAML::Mark& mark, const std::string& tag, const Place& place) {
    if (tag == "?" || (tag == "!" && !source_.has_tag(mark))) return;
    constexpr std::string_view standard = "tag:yaml.org,2002:";
    const std::string written = tag.starts_with(standard) ? "!!" + tag.substr(standard.size()) : tag;
    diagnostics_.error(place, path(), fmt::format("tags are not read; take out \"{}\"", written));
  }

  void start(Node::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    const Place place = source_.place(mark);
    if (expects_key())
      throw Refused{place, path(), "a key must be a word, not a list or a mapping; is a bracket not closed?"};
    grow({.nodes = 1, .text = 0, .depth = 1}, place);
    if (tag != "?") check_tag(mark, tag, place);
    Open open;
    open.node.kind = kind;
    open.node.place = place;
    open.anchor = anchor;
    open_.push_back(std::move(open));
  }

  void end() {
    Node node = std::move(open_.back().node);
    const YAML::anchor_t anchor = open_.back().anchor;
    open_.pop_back();
    add(std::move(node), anchor);
  }

  void add(Node node, YAML::anchor_t anchor) {
    if (anchor != 0) keep_anchor(anchor, node);
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& open = open_.back();
    if (open.node.is_sequence()) {
      open.node.items.push_back(std::move(node));
      return;
    }
    if (!open.skip) open.node.entries.push_back({std::move(open.key), open.key_place, std::move(node)});
    open.has_key = false;
  }

  /// The copy kept for aliases counts too: anchors nested in anchors would multiply it.
  void keep_anchor(YAML::anchor_t anchor, const Node& node) {
    const Size size = measure(node);
    grow({.nodes = size.nodes, .text = size.text, .depth = 0}, node.place);
    anchors_.insert_or_assign(anchor, Anchored{node, size});
  }

  const YamlSource& source_;
  Diagnostics& diagnostics_;
  const Limits& limits_;
  std::vector<Open> open_;
  std::unordered_map<YAML::anchor_t, Anchored> anchors_;
  Node root_;
  std::size_t nodes_ = 0;
  std::size_t text_ = 0;
  int documents_ = 0;
};

/// \return a null node, with a diagnostic, if the text could not be read
Node parse(std::string_view text, const std::string& name, Diagnostics& diagnostics, const Limits& limits) {
  constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
  if (text.starts_with(utf8_mark)) text.remove_prefix(utf8_mark.size());
  const Place whole{std::make_shared<std::string>(name), 0, 0};
  if (text.size() > limits.bytes) {
    diagnostics.error(whole, "", fmt::format("larger than {} bytes", limits.bytes));
    return {};
  }
  const YamlSource source(text, name);
  if (const auto bad = find_bad_byte(text)) {
    diagnostics.error(source.place(bad->offset), "", bad->why);
    return {};
  }
  Builder builder(source, diagnostics, limits);
  try {
    std::istringstream stream{std::string(text) + '\n'};  // yaml-cpp reads a last line without an end differently
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {}
  } catch (const Refused& refused) {
    diagnostics.error(refused.place, refused.path, refused.message);
    return {};
  } catch (const YAML::Exception& e) {
    diagnostics.error(source.place(e.mark), "", source.explain(e));
    return {};
  }
  return builder.take_root();
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.key == key; });
  return found == entries.end() ? nullptr : &found->value;
}

Node* Node::find(std::string_view key) { return const_cast<Node*>(std::as_const(*this).find(key)); }

Node read_value(std::string_view text, const std::string& name, Diagnostics& diagnostics, const Limits& limits) {
  return parse(text, name, diagnostics, limits);
}

Node read_text(std::string_view text, const std::string& name, Diagnostics& diagnostics, const Limits& limits) {
  const std::size_t before = diagnostics.all().size();
  Node root = parse(text, name, diagnostics, limits);
  if (root.is_mapping()) return root;
  if (root.kind != Node::Kind::null) {
    diagnostics.error(root.place, "", "the file is not a mapping of keys to values");
  } else if (diagnostics.all().size() == before) {
    diagnostics.error({std::make_shared<std::string>(name), 0, 0}, "", "the file is empty");
  }
  return {};
}

Size measure(const Node& node) {
  Size size{.nodes = 1, .text = node.text.size(), .depth = 0};
  const auto add = [&](const Node& child) {
    const Size inner = measure(child);
    size.nodes += inner.nodes;
    size.text += inner.text;
    size.depth = std::max(size.depth, inner.depth);
  };
  for (const Node& item : node.items) add(item);
  for (const Node::Entry& entry : node.entries) {
    size.text += entry.key.size();
    add(entry.value);
  }
  ++size.depth;
  return size;
}

bool same(const Node& a, const Node& b) {
  return a.kind == b.kind && a.text == b.text && a.quoted == b.quoted &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same) &&
         std::equal(
             a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(),
             [](const Node::Entry& x, const Node::Entry& y) { return x.key == y.key && same(x.value, y.value); });
}

}  // namespace scenario
