#pragma once

#include "models/scenario/loader.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scenario {

/// The rule for one number.
struct Rule {
  Unit unit = Unit::number;
  double low = -no_limit;
  double high = no_limit;
  std::string doc;
  bool whole_pence = false;  ///< money that is rounded to the penny
  Certainty certainty = Certainty::estimated;

  Rule() = default;
  Rule(const Param& param);
  Rule(Unit measure, double least, double most, std::string meaning);
};

/// "a number of at least 0", "a time from 1 day to 84 days"
std::string expected(const Rule& rule);

/// What a value is, in a message: `"-3"`, `a list`, `nothing`.
std::string got(const Node& node);

/// `one of fifo, lifo, priority`
std::string one_of(std::span<const std::string_view> names);

/// The loader at work: the mappings it is in, the evidence in force, what it has found.
struct Loader::State {
  State(const Node& root, Diagnostics& mistakes);

  /// A mapping, a mapping of names or a list that is open. `node` is null if it is absent or of the wrong kind.
  struct Frame {
    const Node* node = nullptr;
    std::string path;
    std::size_t blocks_before = 0;            ///< evidence blocks in force outside it
    std::size_t mistakes_before = 0;          ///< diagnostics made before it was opened
    std::vector<std::string> known;           ///< keys that were asked for
    std::vector<const Node::Entry*> entries;  ///< of a mapping of names: those that are no evidence or note
    std::vector<const Node*> items;           ///< of a list
  };

  /// What is said of a number beside its value.
  struct Evidence {
    std::optional<double> low, high, fit_low, fit_high;
    std::string distribution, source, status, rationale;
    std::optional<int> grade, price_year;
    std::optional<double> spread;  ///< of a block: the range of its numbers, as a part of each either side
  };
  struct Block {
    const Place* place = nullptr;
    Evidence evidence;
  };

  Frame& top() { return frames.back(); }
  std::string below(std::string_view key) const { return below(frames.back().path, key); }
  static std::string below(const std::string& path, std::string_view key);

  /// The present mapping's value of that key, which is known from now on.
  const Node* find(std::string_view key);
  /// The same; reports it if it is required and missing.
  const Node* find(std::string_view key, Need need, std::string_view doc);
  /// The same, for a single value; reports anything else.
  const Node* scalar(const Key& key, std::string_view expected_what);
  void missing(const Node& mapping, const std::string& path, std::string_view doc);

  /// Opens, as a mapping of names, that key's value or, if the key is empty, the present mapping itself. One that is
  /// absent or wrong, which is reported, opens with no entries. `close` leaves it.
  /// \param entries_are  what the names stand for, in the message
  void open_names(const Key& key, std::string_view entries_are);
  /// Opens a mapping: its evidence comes into force, its note is checked.
  void open(const Node& mapping, std::string path);
  void close();
  void report_unknown_keys();  ///< of the mapping that is open
  void report_unknown_keys(const Node& mapping, const std::string& path, std::span<const std::string> known);

  void report_unknown_key(const Node::Entry& entry, const std::string& path, std::span<const std::string> known);

  /// A number, plain or evidenced, and its line in the assumptions log.
  std::optional<double> number(const Node& node, const std::string& path, const Rule& rule);
  std::optional<double> plain(const Node& node, const std::string& path, const Rule& rule);
  std::optional<double> record(const Node& node, const std::string& path, const Rule& rule);
  /// Gives a number without a range of its own the one that its block's spread says.
  static void widen(Evidence& evidence, double value, const Rule& rule);
  void log(const Node& node, const std::string& path, const Rule& rule, double value, const Evidence& evidence);

  void read_evidence(const Node& mapping, const std::string& path, Evidence& out);
  /// `[low, high]` around the value. \param what  they are, in the message: "range". \return nothing if reported
  std::optional<std::pair<double, double>> read_pair(const Node& node, const std::string& path, const Rule& rule,
                                                     std::optional<double> value, std::string_view what);
  Evidence inherited(const Place& place) const;
  void push_blocks(const Node& mapping, const std::string& path);

  std::optional<sim::Distribution> distribution(const Node& node, const std::string& path, const Rule& rule);
  std::optional<sim::Distribution> family(const Node::Entry& entry, const std::string& path, const Rule& rule);
  std::optional<sim::Distribution> parametric(const Node::Entry& entry, const std::string& path, const Rule& rule);
  std::optional<sim::Distribution> empirical(const Node& node, const std::string& path, const Rule& rule);
  std::optional<sim::Distribution> mixture(const Node& node, const std::string& path, const Rule& rule);
  std::optional<std::vector<double>> numbers(const Node& list, const std::string& path, const Rule& rule);
  bool sum_to_one(const Place& place, const std::string& path, std::span<const double> shares, bool may_vary);
  bool within(const sim::Distribution& drawn, const Place& place, const std::string& path, const Rule& rule);

  Diagnostics& diagnostics;
  std::vector<Frame> frames;
  std::vector<Block> blocks;
  std::vector<Assumption> assumptions;
};

}  // namespace scenario
