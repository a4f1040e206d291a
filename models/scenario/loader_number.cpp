#include "models/scenario/loader_state.hpp"
#include "models/scenario/quantile_fit.hpp"
#include "models/scenario/record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace scenario {

namespace {

std::string_view noun(Unit unit) {
  switch (unit) {
    case Unit::number: return "a number";
    case Unit::count: return "a whole number";
    case Unit::share: return "a share";
    case Unit::duration: return "a time";
    case Unit::rate: return "a rate";
    case Unit::money: return "an amount";
    case Unit::caseload: return "a caseload";
  }
  return "";
}

}  // namespace

Rule::Rule(const Param& param)
    : Rule(param.unit, param.low, param.unit == Unit::share && param.high == no_limit ? 1 : param.high,
           std::string(param.doc)) {
  certainty = param.certainty;
}

Rule::Rule(Unit measure, double least, double most, std::string meaning)
    : unit(measure), low(least), high(most), doc(std::move(meaning)) {}

std::string expected(const Rule& rule) {
  std::string text(noun(rule.unit));
  const bool has_low = rule.low > -no_limit, has_high = rule.high < no_limit;
  const auto low = [&] { return format_quantity(rule.low, rule.unit); };
  const auto high = [&] { return format_quantity(rule.high, rule.unit); };
  if (has_low && has_high)
    text += fmt::format(" from {} to {}", low(), high());
  else if (has_low)
    text += " of at least " + low();
  else if (has_high)
    text += " of at most " + high();
  return text;
}

std::string got(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null: return "nothing";
    case Node::Kind::scalar: return in_message(node.text);
    case Node::Kind::sequence: return "a list";
    case Node::Kind::mapping: return "a mapping";
  }
  return "";
}

std::string one_of(std::span<const std::string_view> names) { return fmt::format("one of {}", fmt::join(names, ", ")); }

std::optional<double> Loader::State::number(const Node& node, const std::string& path, const Rule& rule) {
  if (node.is_mapping()) return record(node, path, rule);
  const auto value = plain(node, path, rule);
  if (!value) return value;
  Evidence evidence = inherited(node.place);
  widen(evidence, *value, rule);
  log(node, path, rule, *value, evidence);
  return value;
}

void Loader::State::widen(Evidence& evidence, double value, const Rule& rule) {
  if (!evidence.spread || rule.certainty == Certainty::exact) return;
  const bool is_whole = rule.unit == Unit::count || rule.whole_pence;
  const double reach = std::abs(value) * *evidence.spread;
  evidence.low = std::max(value - (is_whole ? std::round(reach) : reach), rule.low);
  evidence.high = std::min(value + (is_whole ? std::round(reach) : reach), rule.high);
}

std::optional<double> Loader::State::plain(const Node& node, const std::string& path, const Rule& rule) {
  const auto refuse = [&](std::string message) {
    diagnostics.error(node.place, path, std::move(message));
    return std::nullopt;
  };
  if (!node.is_scalar()) return refuse(fmt::format("expected {}, got {}", expected(rule), got(node)));
  std::string why;
  auto value = parse_quantity(node.text, rule.unit, why);
  if (!value) return refuse(why);
  if (node.quoted && parse_number(node.text))
    return refuse(fmt::format("expected {}, got {} in quotes", noun(rule.unit), got(node)));
  if (rule.whole_pence) value = std::round(*value);
  if (*value >= rule.low && *value <= rule.high) return value;
  const bool percent_forgotten = rule.unit == Unit::share && *value > 1 && *value <= 100 && rule.high <= 1 &&
                                 node.text.find('%') == std::string::npos;
  return refuse(fmt::format("expected {}, got {}{}", expected(rule), got(node),
                            percent_forgotten ? fmt::format("; did you mean \"{} %\"?", node.text) : ""));
}

std::optional<double> Loader::State::record(const Node& node, const std::string& path, const Rule& rule) {
  const std::vector<std::string> known(std::begin(record_keys), std::end(record_keys));
  report_unknown_keys(node, path, known);
  std::optional<double> value;
  if (const Node* written = node.find("value"))
    value = plain(*written, path, rule);
  else
    missing(node, below(path, "value"), rule.doc);
  Evidence evidence = inherited(node.place);
  read_evidence(node, path, evidence);
  if (!node.find("range") && value) widen(evidence, *value, rule);
  if (const Node* range = node.find("range")) {
    if (const auto pair = read_pair(*range, below(path, "range"), rule, value, "range")) {
      evidence.low = pair->first;
      evidence.high = pair->second;
    }
  }
  if (const Node* bounds = node.find("calibrate")) {
    const std::string here = below(path, "calibrate");
    const auto pair = read_pair(*bounds, here, rule, value, "bounds");
    if (pair && pair->first == pair->second)
      diagnostics.error(bounds->place, here, "the bounds are equal, which leaves nothing to fit");
    if (pair) {
      evidence.fit_low = pair->first;
      evidence.fit_high = pair->second;
    }
  }
  if (const Node* family = node.find("distribution")) {
    const auto names = std::span(uncertainty_families);
    if (family->is_scalar() && std::find(names.begin(), names.end(), family->text) != names.end()) {
      evidence.distribution = family->text;
      if (!node.find("range") && family->text != "constant")
        diagnostics.error(family->place, below(path, "distribution"), "a distribution needs a range to be drawn from");
    } else {
      diagnostics.error(family->place, below(path, "distribution"),
                        fmt::format("expected {}, got {}", one_of(names), got(*family)));
    }
  }
  if (!value) return value;
  log(*node.find("value"), path, rule, *value, evidence);
  std::string why;
  const bool is_drawn = evidence.low && evidence.high && *evidence.low < *evidence.high &&
                        !evidence.distribution.empty() && evidence.distribution != "constant";
  if (is_drawn && !fit(evidence.distribution, rule.unit, *value, *evidence.low, *evidence.high, why))
    diagnostics.error(node.find("distribution")->place, below(path, "distribution"), why);
  return value;
}

std::optional<std::pair<double, double>> Loader::State::read_pair(const Node& node, const std::string& path,
                                                                  const Rule& rule, std::optional<double> value,
                                                                  std::string_view what) {
  const auto refuse = [&](std::string message) {
    diagnostics.error(node.place, path, std::move(message));
    return std::nullopt;
  };
  if (rule.certainty == Certainty::exact) return refuse(fmt::format("this number is exact; it has no {}", what));
  if (!node.is_sequence()) return refuse("expected [low, high], got " + got(node));
  if (node.items.size() != 2) return refuse(fmt::format("expected [low, high], got {} values", node.items.size()));
  const auto low = plain(node.items[0], below(path, "0"), rule);
  const auto high = plain(node.items[1], below(path, "1"), rule);
  if (!low || !high) return std::nullopt;
  const std::string written = fmt::format("{} to {}", node.items[0].text, node.items[1].text);
  if (*low > *high) return refuse(fmt::format("{} runs backwards", written));
  if (value && (*value < *low || *value > *high))
    return refuse(fmt::format("the value lies outside the {} {}", what, written));
  return std::pair(*low, *high);
}

void Loader::State::read_evidence(const Node& mapping, const std::string& path, Evidence& out) {
  const auto text = [&](std::string_view key, std::string& target) {
    const Node* node = mapping.find(key);
    if (!node) return;
    if (node->is_scalar())
      target = node->text;
    else
      diagnostics.error(node->place, below(path, key), "expected text, got " + got(*node));
  };
  const auto whole = [&](std::string_view key, double low, double high) -> std::optional<int> {
    const Node* node = mapping.find(key);
    const auto value = node ? plain(*node, below(path, key), {Unit::count, low, high, ""}) : std::nullopt;
    return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
  };
  std::string ignored;
  text("source", out.source);
  text("rationale", out.rationale);
  text("note", ignored);
  text("owner", ignored);
  std::string status;
  text("status", status);
  const auto statuses = std::span(evidence_statuses);
  const Node* node = mapping.find("status");
  if (node && node->is_scalar()) {
    if (std::find(statuses.begin(), statuses.end(), status) != statuses.end())
      out.status = status;
    else
      diagnostics.error(node->place, below(path, "status"),
                        fmt::format("expected {}, got {}{}", one_of(statuses), got(*node),
                                    did_you_mean(status, std::vector<std::string>(statuses.begin(), statuses.end()))));
  }
  if (const auto grade = whole("grade", 1, 6)) out.grade = grade;
  if (const auto year = whole("price_year", 1900, 2100)) out.price_year = year;
  whole("sample_size", 0, 2e9);
  if (const Node* spread = mapping.find("spread"))
    out.spread =
        plain(*spread, below(path, "spread"), {Unit::share, 0, 1, "range either side, as a part of the value"});
  const Node* date = mapping.find("date");
  if (date && (!date->is_scalar() || !parse_date(date->text)))
    diagnostics.error(date->place, below(path, "date"),
                      fmt::format("expected a date such as \"2013-04-01\", got {}", got(*date)));
}

void Loader::State::log(const Node& node, const std::string& path, const Rule& rule, double value,
                        const Evidence& evidence) {
  assumptions.push_back({.path = path,
                         .description = rule.doc,
                         .unit = rule.unit,
                         .value = value,
                         .low = evidence.low,
                         .high = evidence.high,
                         .fit_low = evidence.fit_low,
                         .fit_high = evidence.fit_high,
                         .least = rule.low,
                         .most = rule.high,
                         .exact = rule.certainty == Certainty::exact,
                         .distribution = evidence.distribution,
                         .source = evidence.source,
                         .status = evidence.status,
                         .grade = evidence.grade,
                         .price_year = evidence.price_year,
                         .rationale = evidence.rationale,
                         .place = node.place});
}

}  // namespace scenario
