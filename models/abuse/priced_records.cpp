#include "models/abuse/priced_records.hpp"

#include "models/abuse/priced_units.hpp"
#include "models/abuse/vocabulary.hpp"
#include "models/economics/classes.hpp"
#include "models/economics/prices.hpp"
#include "models/scenario/units.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <map>
#include <optional>

namespace abuse {

namespace {

using scenario::Assumption;
using scenario::Node;
using ByPath = std::map<std::string, const Assumption*, std::less<>>;

/// Without its sign of a pound: a table has numbers.
std::string pounds(double pence) {
  std::string text = scenario::format_quantity(pence, scenario::Unit::money);
  if (const std::size_t at = text.find("£"); at != std::string::npos) text.erase(at, std::string("£").size());
  return text;
}

std::string flag(bool on) { return on ? "true" : "false"; }

/// What the price's own evidence says.
void add_evidence(PriceRow& row, const Assumption* price) {
  if (!price) return;
  row[PriceColumn::price].text = pounds(price->value);
  if (price->low && price->high) {
    row[PriceColumn::low].text = pounds(*price->low);
    row[PriceColumn::high].text = pounds(*price->high);
  }
  row[PriceColumn::source].text = price->source;
  row[PriceColumn::status].text = price->status;
  row[PriceColumn::grade].text = price->grade ? std::to_string(*price->grade) : "";
}

/// Collects the records of a scenario.
class Records {
 public:
  Records(const config::Scenario& config, const Node& root, std::span<const Assumption> assumptions)
      : config_(config), root_(root) {
    for (const Assumption& a : assumptions) by_path_[a.path] = &a;
    for (const auto& d : config_.prices.deflator) deflator_[static_cast<int>(d.year)] = d.index;
    const auto base = static_cast<int>(config_.prices.base_year);
    if (deflator_.contains(base)) prices_.emplace(base, deflator_);
  }

  std::vector<PricedRecord> all() {
    for (const auto& system : config_.systems) {
      const Node* systems = root_.find("systems");
      const Node* node = systems ? systems->find(system.name) : nullptr;
      units_ = {};
      for (const auto& s : system.value.services) costs(system.name, node, "services", s.name, s.value.costs);
      for (const auto& p : system.value.prevention) costs(system.name, node, "prevention", p.name, p.value.costs);
    }
    if (config_.appraisal)
      for (const auto& v : config_.appraisal->values) value(v);
    return std::move(records_);
  }

 private:
  const Assumption* said_of(const std::string& path) const {
    const auto found = by_path_.find(path);
    return found == by_path_.end() ? nullptr : found->second;
  }

  void costs(const std::string& system, const Node* node, const std::string& section, const std::string& owner,
             const std::vector<config::Cost>& costs) {
    for (const std::string& key : {section, owner, std::string("cost")})
      if (node) node = node->find(key);
    for (std::size_t i = 0; node && i < costs.size(); ++i) {
      const config::Cost& c = costs[i];
      PricedRecord record;
      record.system = system;
      record.path = "systems." + system + "." + section + "." + owner + ".cost";
      if (node->is_sequence()) record.path += "." + std::to_string(i);
      PriceRow& row = record.row;
      row[PriceColumn::systems].text = system;
      row[PriceColumn::service].text = owner;
      row[PriceColumn::line].text = c.line.empty() ? owner : c.line;
      row[PriceColumn::agency].text = c.agency.name;
      row[PriceColumn::price_year].text = std::to_string(static_cast<int>(c.price_year));
      row[PriceColumn::kind].text = cost_kind_names[c.kind];
      row[PriceColumn::spend].text = economics::spend_names[c.spend];
      row[PriceColumn::gain].text = economics::gain_names[static_cast<std::size_t>(economics::Gain::fiscal)];
      row[PriceColumn::transfer].text = flag(c.transfer);
      row[PriceColumn::cashable].text = c.cashable ? c.cashable->name : profile_of(c);
      row[PriceColumn::new_model].text = flag(c.new_model);
      row[PriceColumn::stops].text = flag(c.stops);
      row[PriceColumn::counted].text = fmt::format("{}", c.counted);
      if (c.post > 0) row[PriceColumn::post].text = pounds(static_cast<double>(c.post));
      for (const char* key : config::price_units) {
        const Assumption* price = said_of(record.path + "." + key);
        if (!price) continue;
        PricedRecord unit = record;
        unit.key = key;
        unit.row[PriceColumn::unit].text = key;
        add_evidence(unit.row, price);
        add_real_price(unit.row, price, c.price_year);
        unit.row[PriceColumn::metric].text = units_.name(owner, row[PriceColumn::line].text, c.agency.name, key);
        records_.push_back(std::move(unit));
      }
    }
  }

  /// The profile that a record's line follows if it names none.
  std::string profile_of(const config::Cost& c) const {
    if (!config_.appraisal || c.new_model) return "";
    for (const auto& profile : config_.appraisal->cashability)
      for (const auto& agency : profile.value.agencies)
        if (agency.name == c.agency.name) return profile.name;
    return "";
  }

  void value(const scenario::Named<config::Value>& v) {
    PricedRecord record{"", "appraisal.values." + v.name, "per_unit", {}};
    PriceRow& row = record.row;
    row[PriceColumn::line].text = v.name;
    row[PriceColumn::agency].text = v.value.agency ? v.value.agency->name : "";
    row[PriceColumn::unit].text = "value";
    row[PriceColumn::price_year].text = std::to_string(static_cast<int>(v.value.price_year));
    row[PriceColumn::kind].text = cost_kind_names[v.value.kind];
    row[PriceColumn::gain].text = economics::gain_names[v.value.gain];
    row[PriceColumn::transfer].text = flag(v.value.transfer);
    row[PriceColumn::amount].text = fmt::format("{}", v.value.amount);
    row[PriceColumn::metric].text = v.value.metric.name;
    add_evidence(row, said_of(record.path + "." + record.key));
    add_real_price(row, said_of(record.path + "." + record.key), v.value.price_year);
    records_.push_back(std::move(record));
  }

  void add_real_price(PriceRow& row, const Assumption* price, double price_year) const {
    const auto year = static_cast<int>(price_year);
    row[PriceColumn::base_year].text = std::to_string(static_cast<int>(config_.prices.base_year));
    if (!price || !prices_ || !prices_->knows(year)) return;
    row[PriceColumn::deflator].text =
        fmt::format("{}", deflator_.at(static_cast<int>(config_.prices.base_year)) / deflator_.at(year));
    row[PriceColumn::real_price].text =
        pounds(static_cast<double>(prices_->real(static_cast<std::int64_t>(price->value), year)));
  }

  const config::Scenario& config_;
  const Node& root_;
  ByPath by_path_;
  std::map<int, double> deflator_;
  std::optional<economics::Prices> prices_;
  PricedUnits units_;  ///< of the system that is being read
  std::vector<PricedRecord> records_;
};

}  // namespace

std::vector<PricedRecord> priced_records(const config::Scenario& config, const Node& root,
                                         std::span<const Assumption> assumptions) {
  return Records(config, root, assumptions).all();
}

}  // namespace abuse
