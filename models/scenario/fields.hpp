#pragma once

#include "models/scenario/diagnostics.hpp"
#include "models/scenario/evidence.hpp"
#include "models/scenario/units.hpp"
#include "sim/distribution.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace scenario {

inline constexpr double no_limit = std::numeric_limits<double>::infinity();

enum class Need { required, optional };

/// Whether a number is an estimate, which may have a range, or exact, which has none whatever its evidence says: a
/// calendar year, a rank, a setting of the run.
enum class Certainty { estimated, exact };

/// A key that holds a number: loader, JSON Schema and reference page all come from this line.
struct Param {
  std::string_view key;
  Unit unit = Unit::number;
  double low = 0;          ///< inclusive, in the unit as kept
  double high = no_limit;  ///< inclusive; for a share, no_limit means 1
  std::string_view doc;
  Need need = Need::required;
  Certainty certainty = Certainty::estimated;
};

/// A key that holds anything else.
struct Key {
  std::string_view key;
  std::string_view doc;
  Need need = Need::required;
};

/// A name written in the scenario that must exist somewhere else in it.
struct Reference {
  std::string name;
  Place place;
  bool operator==(const Reference& other) const { return name == other.name; }
};

/// One entry of a mapping whose keys the user chooses.
template <class T>
struct Named {
  std::string name;
  Place place;
  T value{};
};

/// `idva: 0.3` in a mapping of shares.
struct Share {
  std::string name;
  double share = 0;
  Place place;
};

/// Whole pence.
using Pence = std::int64_t;

/// Visits the keys of one mapping. A configuration struct declares its keys once, in `describe(Fields&, T&)`; the
/// loader fills the struct from a scenario, the schema writer turns the same declaration into JSON Schema.
///
/// A key that is absent leaves `out` as it is (its default) and is an error if it is required. A value that is wrong
/// is reported and leaves `out` as it is, so that reading goes on and every mistake is found at once.
class Fields {
 public:
  virtual ~Fields() = default;

  /// A number, plain or evidenced (`{value: 0.7, range: [0.6, 0.8], source: ..., status: ..., grade: 5}`). With
  /// `calibrate: [0.5, 0.9]` in its record it may be fitted within those bounds.
  virtual void number(const Param& param, double& out) = 0;
  /// \param out  unset when the key is absent; `param.need` should be optional
  virtual void number(const Param& param, std::optional<double>& out) = 0;
  /// A number, or the word `unlimited`, which is infinity.
  virtual void number_or_unlimited(const Param& param, double& out) = 0;
  /// Money, in whole pence; rounded to the penny. `price_year` of the evidence is in the assumptions log.
  virtual void money(const Param& param, Pence& out) = 0;
  virtual void distribution(const Param& param, sim::Distribution& out) = 0;
  virtual void distribution(const Param& param, std::optional<sim::Distribution>& out) = 0;
  virtual void text(const Key& key, std::string& out) = 0;
  virtual void flag(const Key& key, bool& out) = 0;
  /// Days since 1970-01-01.
  virtual void date(const Key& key, std::int64_t& out) = 0;
  virtual void date(const Key& key, std::optional<std::int64_t>& out) = 0;
  /// One of `names`; `out` is its index.
  virtual void choice(const Key& key, std::span<const std::string_view> names, std::size_t& out) = 0;
  /// A list of some of `names` (`[medium, high]`); bit i of `out` is set when names[i] is listed.
  virtual void choices(const Key& key, std::span<const std::string_view> names, std::uint32_t& out) = 0;
  virtual void reference(const Key& key, Reference& out) = 0;
  virtual void reference(const Key& key, std::optional<Reference>& out) = 0;
  virtual void references(const Key& key, std::vector<Reference>& out) = 0;
  /// A list of numbers (`bounds: [0, 3 months, 1 year]`), each plain or evidenced; a range of the param holds for each.
  virtual void numbers(const Param& param, std::vector<double>& out) = 0;
  /// A mapping of names to plain text (`outreach: transfer to key_worker`).
  virtual void texts(const Key& key, std::vector<Named<std::string>>& out) = 0;
  /// A mapping of names to shares in [0, 1], each plain or evidenced. Whether they must sum to one is the caller's
  /// rule.
  /// An empty key: the present mapping itself is that mapping of names; so too in `named`.
  virtual void shares(const Key& key, std::vector<Share>& out) = 0;
  /// Says that the numbers under that key, read before, are shares of one whole: whoever draws them keeps it whole.
  virtual void sums_to_one(std::string_view) {}
  /// A mapping of names to distributions, each within the rule of `param`.
  virtual void distributions(const Param& param, std::vector<Named<sim::Distribution>>& out) = 0;
  /// A mapping of names, which may hold points, to numbers.
  virtual void numbers_by_name(const Param& param, std::vector<Named<double>>& out) = 0;

  /// A mapping with keys of its own, declared by `describe(Fields&, T&)`.
  template <class T>
  void mapping(const Key& key, T& out) {
    if (!open_mapping(key)) return;
    describe(*this, out);
    close();
  }
  template <class T>
  void mapping(const Key& key, std::optional<T>& out) {
    if (!open_mapping(key)) return;
    T value{};
    describe(*this, value);
    out = std::move(value);
    close();
  }
  /// A mapping whose keys are names the user chooses, each value a mapping declared by `describe`.
  template <class T>
  void named(const Key& key, std::vector<Named<T>>& out) {
    const std::size_t n = open_named(key);
    for (std::size_t i = 0; i < n; ++i) {
      Named<T> entry;
      if (!open_entry(i, entry.name, entry.place)) continue;
      describe(*this, entry.value);
      out.push_back(std::move(entry));
      close();
    }
    close_named();
  }
  /// A list of mappings declared by `describe`; a single mapping stands for a list of one.
  template <class T>
  void list(const Key& key, std::vector<T>& out) {
    const std::size_t n = open_list(key);
    for (std::size_t i = 0; i < n; ++i) {
      T value{};
      if (!open_item(i)) continue;
      describe(*this, value);
      out.push_back(std::move(value));
      close();
    }
    close_list();
  }

  /// Whether the present mapping holds that key (a schema writer says no). For forms that depend on what is there.
  virtual bool has(std::string_view key) const = 0;
  /// Whether to declare a form of the mapping that is marked by that key: if it is there, and always to a schema
  /// writer.
  virtual bool may_hold(std::string_view key) const { return has(key); }
  /// Whether that key holds a list; a single distribution and not one for each of several names. A schema writer says
  /// yes to all, so that every form is declared.
  virtual bool may_be_list(std::string_view key) const = 0;
  virtual bool may_be_distribution(std::string_view key) const = 0;
  virtual bool may_be_by_name(std::string_view key) const = 0;
  /// What the assumptions log says of the number under that key, read before; nothing if it was not read.
  virtual const Assumption* assumption(std::string_view) const { return nullptr; }
  /// The place of that key's value in the present mapping, or of the mapping itself.
  virtual Place place(std::string_view key = {}) const = 0;
  /// Reports a mistake about the present mapping, at that key (or at the mapping itself); not if the key's value is
  /// already known to be wrong, so that one slip of the pen is one message.
  virtual void error(std::string_view key, std::string message) = 0;

 protected:
  virtual bool open_mapping(const Key& key) = 0;
  virtual std::size_t open_named(const Key& key) = 0;
  virtual bool open_entry(std::size_t i, std::string& name, Place& place) = 0;
  virtual void close_named() = 0;
  virtual std::size_t open_list(const Key& key) = 0;
  virtual bool open_item(std::size_t i) = 0;
  virtual void close_list() = 0;
  virtual void close() = 0;  ///< leaves a mapping, an entry or an item; unknown keys are reported here
};

}  // namespace scenario
