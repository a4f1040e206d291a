#pragma once

#include "models/scenario/document.hpp"
#include "models/scenario/fields.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace scenario {

/// Fills configuration structs from a tree. Reports unknown keys with the nearest declared one, wrong types, wrong
/// units and numbers out of range, each at its place. Collects the assumptions log as it goes.
///
/// Any mapping may hold `evidence: {source: ..., status: ..., grade: ..., price_year: ...}`: it speaks for every
/// number beneath that mapping, written in the same file as the block, in all that its own record leaves unsaid; of
/// several blocks the innermost speaks. `spread: 30 %` in it gives each that is an estimate a range of 30 % either
/// side. Any mapping may hold `note: text`, which is kept out of the model. A plain number from the command line has
/// source "command line" and status "assumed".
class Loader final : public Fields {
 public:
  Loader(const Node& root, Diagnostics& diagnostics);
  ~Loader() override;

  /// Reads the whole tree into `out` and reports unknown keys of the top level too.
  template <class T>
  void read(T& out) {
    describe(*this, out);
    finish();
  }
  const std::vector<Assumption>& assumptions() const;

  void number(const Param&, double&) override;
  void number(const Param&, std::optional<double>&) override;
  void number_or_unlimited(const Param&, double&) override;
  void money(const Param&, Pence&) override;
  void distribution(const Param&, sim::Distribution&) override;
  void distribution(const Param&, std::optional<sim::Distribution>&) override;
  void text(const Key&, std::string&) override;
  void flag(const Key&, bool&) override;
  void date(const Key&, std::int64_t&) override;
  void date(const Key&, std::optional<std::int64_t>&) override;
  void choice(const Key&, std::span<const std::string_view>, std::size_t&) override;
  void choices(const Key&, std::span<const std::string_view>, std::uint32_t&) override;
  void reference(const Key&, Reference&) override;
  void reference(const Key&, std::optional<Reference>&) override;
  void references(const Key&, std::vector<Reference>&) override;
  void numbers(const Param&, std::vector<double>&) override;
  void texts(const Key&, std::vector<Named<std::string>>&) override;
  void shares(const Key&, std::vector<Share>&) override;
  void sums_to_one(std::string_view key) override;
  void distributions(const Param&, std::vector<Named<sim::Distribution>>&) override;
  void numbers_by_name(const Param&, std::vector<Named<double>>&) override;
  bool has(std::string_view key) const override;
  bool may_be_list(std::string_view key) const override;
  bool may_be_distribution(std::string_view key) const override;
  bool may_be_by_name(std::string_view key) const override;
  const Assumption* assumption(std::string_view key) const override;
  Place place(std::string_view key = {}) const override;
  void error(std::string_view key, std::string message) override;

 protected:
  bool open_mapping(const Key&) override;
  std::size_t open_named(const Key&) override;
  bool open_entry(std::size_t, std::string&, Place&) override;
  void close_named() override;
  std::size_t open_list(const Key&) override;
  bool open_item(std::size_t) override;
  void close_list() override;
  void close() override;

 private:
  void finish();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace scenario
