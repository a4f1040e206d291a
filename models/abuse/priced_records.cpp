#include "models/abuse/priced_records.hpp"

#include "models/abuse/vocabulary.hpp"
#include "models/economics/classes.hpp"
#include "models/scenario/units.hpp"

#include <map>

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
  }

  std::vector<PricedRecord> all() {
    for (const auto& system : config_.systems) {
      const Node* systems = root_.find("systems");
      const Node* node = systems ? systems->find(system.name) : nullptr;
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
      for (const char* key : config::price_units) {
        const Assumption* price = said_of(record.path + "." + key);
        if (!price) continue;
        PricedRecord unit = record;
        unit.key = key;
        unit.row[PriceColumn::unit].text = key;
        add_evidence(unit.row, price);
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
    add_evidence(row, said_of(record.path + "." + record.key));
    records_.push_back(std::move(record));
  }

  const config::Scenario& config_;
  const Node& root_;
  ByPath by_path_;
  std::vector<PricedRecord> records_;
};

}  // namespace

std::vector<PricedRecord> priced_records(const config::Scenario& config, const Node& root,
                                         std::span<const Assumption> assumptions) {
  return Records(config, root, assumptions).all();
}

}  // namespace abuse
