#pragma once

#include "models/scenario/fields.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace scenario {

/// Turns declarations into JSON Schema (draft 2020-12). Call `describe(writer, config)`, then `json()`.
class SchemaWriter final : public Fields {
 public:
  explicit SchemaWriter(std::string title);
  ~SchemaWriter() override;
  /// The whole schema, indented by two.
  std::string json() const;

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
  void distributions(const Param&, std::vector<Named<sim::Distribution>>&) override;
  void numbers_by_name(const Param&, std::vector<Named<double>>&) override;
  bool has(std::string_view key) const override;
  bool may_hold(std::string_view key) const override;
  bool may_be_list(std::string_view key) const override;
  bool may_be_distribution(std::string_view key) const override;
  bool may_be_by_name(std::string_view key) const override;
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
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace scenario
