#include "models/abuse/priced_records.hpp"
#include "models/scenario/loader.hpp"
#include "models/scenario/record.hpp"
#include "models/scenario/resolved.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace abuse {

namespace {

using scenario::Diagnostics;
using scenario::Node;

Node scalar(std::string text, const scenario::Place& place) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.place = place;
  node.text = std::move(text);
  return node;
}

Node amount(const PriceCell& cell) {
  return scalar(cell.text.starts_with("£") ? cell.text : "£" + cell.text, cell.place);
}

void set(Node& mapping, const std::string& key, Node value) {
  if (Node* old = mapping.find(key)) {
    *old = std::move(value);
    return;
  }
  const scenario::Place place = value.place;
  mapping.entries.push_back({key, place, std::move(value)});
}

/// The record of a number with the evidence of its row.
Node record_of(Node value, const PriceRow& row, bool with_range) {
  Node record;
  record.kind = Node::Kind::mapping;
  record.place = value.place;
  set(record, "value", std::move(value));
  const PriceCell &low = row[PriceColumn::low], &high = row[PriceColumn::high];
  if (with_range && (!low.text.empty() || !high.text.empty())) {
    Node range;
    range.kind = Node::Kind::sequence;
    range.place = low.place;
    range.items = {amount(low), amount(high)};
    set(record, "range", std::move(range));
  }
  for (const PriceColumn said : {PriceColumn::source, PriceColumn::status, PriceColumn::grade})
    if (!row[said].text.empty())
      set(record, std::string(price_columns[static_cast<std::size_t>(said)]), scalar(row[said].text, row[said].place));
  return record;
}

/// Whether a table that is given says something else of it than the record does.
bool differs(const PriceRow& given, const PriceRow& record, PriceColumn column) {
  return given[column].given && given[column].text != record[column].text;
}

/// Puts a row in the place of what its record says.
void put(Node& root, const PricedRecord& record, const PriceRow& row, Diagnostics& diagnostics) {
  Node* mapping = scenario::find_path(root, record.path);
  if (!mapping || !mapping->is_mapping()) throw std::logic_error("no priced record at " + record.path);
  const auto name = [](PriceColumn c) { return std::string(price_columns[static_cast<std::size_t>(c)]); };
  const auto changed = [&](PriceColumn c) { return differs(row, record.row, c); };
  bool evidence = false;
  for (const PriceColumn c : {PriceColumn::price, PriceColumn::low, PriceColumn::high, PriceColumn::source,
                              PriceColumn::status, PriceColumn::grade})
    evidence = evidence || changed(c);
  if (evidence) set(*mapping, record.key, record_of(amount(row[PriceColumn::price]), row, true));
  if (changed(PriceColumn::price_year)) {
    const PriceCell& year = row[PriceColumn::price_year];
    set(*mapping, "price_year", record_of(scalar(year.text, year.place), row, false));
  }
  for (const PriceColumn c : {PriceColumn::kind, PriceColumn::transfer})
    if (changed(c)) set(*mapping, name(c), scalar(row[c].text, row[c].place));
  const bool is_value = record.system.empty();
  const auto fixed = [&](PriceColumn c) {
    if (changed(c))
      diagnostics.error(row[c].place, name(c),
                        fmt::format("expected {}, got {}", scenario::in_message(record.row[c].text),
                                    scenario::in_message(row[c].text)));
  };
  for (const PriceColumn c : {PriceColumn::spend, PriceColumn::new_model, PriceColumn::stops}) {
    if (is_value)
      fixed(c);
    else if (changed(c))
      set(*mapping, name(c), scalar(row[c].text, row[c].place));
  }
  if (!is_value) fixed(PriceColumn::gain);
  if (is_value && changed(PriceColumn::gain))
    set(*mapping, "gain", scalar(row[PriceColumn::gain].text, row[PriceColumn::gain].place));
  for (const PriceColumn c : {PriceColumn::counted, PriceColumn::post}) {
    if (is_value)
      fixed(c);
    else if (changed(c) && c == PriceColumn::post && row[c].text.empty())
      std::erase_if(mapping->entries, [](const auto& e) { return e.key == "post"; });
    else if (changed(c))
      set(*mapping, name(c), c == PriceColumn::post ? amount(row[c]) : scalar(row[c].text, row[c].place));
  }
  if (!is_value) fixed(PriceColumn::amount);
  if (is_value && changed(PriceColumn::amount))
    set(*mapping, "amount", scalar(row[PriceColumn::amount].text, row[PriceColumn::amount].place));
  if (is_value) return fixed(PriceColumn::cashable);
  if (!changed(PriceColumn::cashable)) return;
  const PriceCell& cashable = row[PriceColumn::cashable];
  if (cashable.text.empty() && !mapping->find("cashable"))
    diagnostics.error(cashable.place, "cashable",
                      "is empty, but lines of " + record.row[PriceColumn::agency].text + " follow " +
                          record.row[PriceColumn::cashable].text + " unless they name another");
  else if (cashable.text.empty())
    std::erase_if(mapping->entries, [](const auto& e) { return e.key == "cashable"; });
  else
    set(*mapping, "cashable", scalar(cashable.text, cashable.place));
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == ';')
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

/// Says which of the names of a row no record has, given those before it.
void report_unknown(const std::vector<PricedRecord>& records, const std::string& system, const PriceRow& row,
                    Diagnostics& diagnostics) {
  const auto of_system = [&](const PricedRecord& r) { return r.system == system; };
  if (std::none_of(records.begin(), records.end(), of_system)) {
    std::vector<std::string> known;
    for (const PricedRecord& r : records)
      if (std::find(known.begin(), known.end(), r.system) == known.end()) known.push_back(r.system);
    return diagnostics.error(
        row[PriceColumn::systems].place, "systems",
        fmt::format("no system {} with prices{}", scenario::in_message(system), scenario::did_you_mean(system, known)));
  }
  std::vector<const PricedRecord*> left;
  for (const PricedRecord& r : records)
    if (of_system(r)) left.push_back(&r);
  for (const PriceColumn c : {PriceColumn::service, PriceColumn::line, PriceColumn::agency, PriceColumn::unit}) {
    std::vector<std::string> known;
    for (const PricedRecord* r : left) known.push_back(r->row[c].text);
    std::erase_if(left, [&](const PricedRecord* r) { return r->row[c].text != row[c].text; });
    if (!left.empty()) continue;
    const std::string name(price_columns[static_cast<std::size_t>(c)]);
    return diagnostics.error(
        row[c].place, name,
        fmt::format("no price{} has {} {}{}", system.empty() ? "" : " of system \"" + system + "\"", name,
                    scenario::in_message(row[c].text), scenario::did_you_mean(row[c].text, known)));
  }
  diagnostics.error(row[PriceColumn::line].place, "line", "stands twice: every price has one row");
}

}  // namespace

void put_prices(Node& root, std::span<const PriceRow> given, Diagnostics& diagnostics) {
  config::Scenario config;
  Diagnostics mistakes;
  scenario::Loader loader(root, mistakes);
  loader.read(config);
  mistakes.throw_if_errors();
  const std::vector<PricedRecord> records = priced_records(config, root, loader.assumptions());
  std::set<std::size_t> done;
  for (const PriceRow& row : given)
    for (const std::string& system : split(row[PriceColumn::systems].text)) {
      std::size_t r = 0;
      const auto named = [&](const PricedRecord& record) {
        if (record.system != system) return false;
        for (const PriceColumn c : {PriceColumn::service, PriceColumn::line, PriceColumn::agency, PriceColumn::unit})
          if (differs(row, record.row, c)) return false;
        return true;
      };
      while (r < records.size() && (!named(records[r]) || done.contains(r))) ++r;
      if (r == records.size()) {
        report_unknown(records, system, row, diagnostics);
        continue;
      }
      done.insert(r);
      put(root, records[r], row, diagnostics);
    }
}

}  // namespace abuse
