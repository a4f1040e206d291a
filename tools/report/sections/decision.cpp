#include "tools/report/sections/decision_parts.hpp"
#include "tools/report/sections/figure.hpp"
#include "tools/report/sections/sections.hpp"
#include "tools/report/words.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace report::sections {

namespace {

std::string probability_title(const Records& decision) {
  std::vector<std::string> parts;
  for (std::size_t r = 0; r < decision.size(); ++r)
    if (decision.text(r, "part") == "probability" && decision.text(r, "quantity") == "saves" &&
        decision.text(r, "of") == "net_saving")
      parts.push_back(fmt::format("{} in {}", readable(decision.text(r, "system")),
                                  with_interval(decision.number(r, "value"), decision.number(r, "ci_low"),
                                                decision.number(r, "ci_high"), Kind::share)));
  return parts.empty() ? "How probable each system is to save, to reach the plan and to be the best"
                       : "Public money is saved by " + list(parts) + " of the replications";
}

std::string question(const Records& decision, std::size_t r) {
  const std::string &quantity = decision.text(r, "quantity"), of = money_in_words(decision.text(r, "of"));
  const double at = decision.number(r, "at");
  if (quantity == "best") return "is the best by " + of;
  if (quantity == "saves") return "saves " + of;
  return quantity + (std::isfinite(at) ? " of " + shown(at, Kind::money) : "") + ": " + of;
}

Figure probabilities(const Records& decision) {
  Figure figure = figure_of("decision-probability", "How probable it is", probability_title(decision));
  figure.table.name = "Probabilities";
  figure.table.columns = {{"question", "A system ..."},
                          {"system", "System"},
                          {"share", "Share of replications", Kind::share},
                          {"share_low", "95 % interval from", Kind::share},
                          {"share_high", "to", Kind::share}};
  for (std::size_t r = 0; r < decision.size(); ++r) {
    const std::string& part = decision.text(r, "part");
    const bool is_share = part == "probability" || (part == "choice" && decision.text(r, "quantity") == "best");
    if (!is_share) continue;
    figure.table.rows.push_back({question(decision, r), readable(decision.text(r, "system")),
                                 decision.number(r, "value"), decision.number(r, "ci_low"),
                                 decision.number(r, "ci_high")});
  }
  figure.chart = Chart{"intervals",
                       {{"label", "question"},
                        {"x", "share"},
                        {"low", "share_low"},
                        {"high", "share_high"},
                        {"series", "system"},
                        {"x_axis", "Share of replications, %"}}};
  figure.description =
      "A dot with its 95 % interval for each question and system: the share of replications in which the answer is "
      "yes. " +
      figure.title + ".";
  return figure;
}

/// Which system is best most often, from the least worth to the greatest.
std::string acceptability_title(const Records& decision, const std::string& effect) {
  std::map<double, std::pair<double, std::string>> most;
  for (std::size_t r = 0; r < decision.size(); ++r) {
    if (decision.text(r, "part") != "acceptability" || decision.text(r, "quantity") != "best" ||
        decision.text(r, "of") != effect)
      continue;
    const auto [place, is_new] = most.try_emplace(decision.number(r, "at"), -1, "");
    if (decision.number(r, "value") > place->second.first)
      place->second = {decision.number(r, "value"), readable(decision.text(r, "system"))};
  }
  std::string text, last;
  for (const auto& [at, best] : most) {
    if (best.second == last) continue;
    text += text.empty() ? capital(best.second) + " is the best most often"
                         : fmt::format("; from {} on it is {}", shown(at, Kind::money), best.second);
    last = best.second;
  }
  if (most.size() > 1 && text.find(';') == std::string::npos)
    text += fmt::format(", whatever one more is worth from {} to {}", shown(most.begin()->first, Kind::money),
                        shown(most.rbegin()->first, Kind::money));
  return text + " (" + unit_of_effect(decision, effect) + ")";
}

Figure acceptability(const Records& decision, const std::string& effect) {
  Figure figure = figure_of("decision-acceptability-" + id_of(effect), "Probability of being the best",
                            acceptability_title(decision, effect));
  figure.table.name = sheet_name("Acceptability", effect);
  figure.table.columns = {{"worth", "One more is worth", Kind::money},
                          {"system", "System"},
                          {"share", "Probability of being the best", Kind::share},
                          {"share_low", "95 % interval from", Kind::share},
                          {"share_high", "to", Kind::share}};
  for (std::size_t r = 0; r < decision.size(); ++r)
    if (decision.text(r, "part") == "acceptability" && decision.text(r, "quantity") == "best" &&
        decision.text(r, "of") == effect)
      figure.table.rows.push_back({decision.number(r, "at"), readable(decision.text(r, "system")),
                                   decision.number(r, "value"), decision.number(r, "ci_low"),
                                   decision.number(r, "ci_high")});
  figure.chart = Chart{"lines",
                       {{"x", "worth"},
                        {"y", "share"},
                        {"low", "share_low"},
                        {"high", "share_high"},
                        {"series", "system"},
                        {"x_axis", "Worth of one more " + unit_of_effect(decision, effect) + ", £"},
                        {"y_axis", "Probability of being the best, %"}}};
  figure.description =
      "A line with a 95 % band for each system: the probability that it is the best, by what one more " +
      unit_of_effect(decision, effect) + " is worth. " + figure.title + ".";
  return figure;
}

Figure information(const Records& decision, bool drawn) {
  Figure figure = figure_of("decision-information", "What it would be worth to know more");
  figure.table.name = "Worth of information";
  figure.table.columns = {{"of", "Looked at by"},
                          {"worth", "Knowing everything would be worth", Kind::money},
                          {"worth_low", "95 % interval from", Kind::money},
                          {"worth_high", "to", Kind::money}};
  for (std::size_t r = 0; r < decision.size(); ++r) {
    if (decision.text(r, "part") != "information" || decision.text(r, "quantity") != "perfect") continue;
    const std::string of = money_in_words(decision.text(r, "of"));
    const double value = decision.number(r, "value"), low = decision.number(r, "ci_low"),
                 high = decision.number(r, "ci_high");
    if (figure.title.empty())
      figure.title = fmt::format("Knowing everything before choosing would be worth {} by {}",
                                 with_interval(value, low, high, Kind::money), of);
    figure.table.rows.push_back({of, value, low, high});
  }
  figure.chart = Chart{"intervals",
                       {{"label", "of"},
                        {"x", "worth"},
                        {"low", "worth_low"},
                        {"high", "worth_high"},
                        {"x_axis", "Worth over the whole period, £"}}};
  figure.description = "A dot with its 95 % interval for each way to look at the choice. " + figure.title + ".";
  figure.note =
      drawn ? "It counts luck as a thing that could be known, so it is an upper limit of what research is worth."
            : "With chance alone it is what it would be worth to foresee chance, which nobody can sell.";
  return figure;
}

}  // namespace

std::string money_in_words(const std::string& name) {
  static const std::map<std::string, std::string> words{{"net_saving", "public money"},
                                                        {"net_saving_discounted", "public money, discounted"},
                                                        {"cash_less_new_money", "cash, less new money"},
                                                        {"cashable_saving", "cash"},
                                                        {"public_value", "public value, discounted"}};
  const auto found = words.find(name);
  return found == words.end() ? readable(name) : found->second;
}

std::string id_of(const std::string& name) {
  std::string id;
  for (const char c : name) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    if (is_plain)
      id.push_back(c);
    else if (!id.empty() && id.back() != '-')
      id.push_back('-');
  }
  while (!id.empty() && id.back() == '-') id.pop_back();
  return id.empty() ? "x" : id;
}

std::string sheet_name(const std::string& what, const std::string& name) {
  constexpr std::size_t longest = 31;
  std::string text = what + ", " + readable(name);
  if (text.size() <= longest) return text;
  text.resize(longest);
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U) text.pop_back();  // half a letter
  if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xC0U) text.pop_back();
  return text;
}

std::optional<Section> decision(const Inputs& inputs) {
  const Records* const records = inputs.records("decision.csv");
  const std::optional<Samples> samples = Samples::of(inputs);
  if ((records == nullptr || records->size() == 0) && !samples) return std::nullopt;
  Section section{"decision", "How sure the choice is", {}, {}};
  section.paragraphs.push_back(
      inputs.drawn()
          ? "Replications differ by chance and by every uncertain number of the scenario together, each drawn from its "
            "range independently of the others. What follows is about both."
          : "Replications differ by chance alone: no doubt about any number of the scenario is in these shares. A run "
            "with every uncertain number drawn would show far more spread.");
  section.paragraphs.push_back("Money is against " + readable(inputs.finished().baseline) +
                               ", real, and not corrected for optimism.");
  if (samples)
    if (auto figure = spread_of_saving(inputs, *samples, records)) section.figures.push_back(std::move(*figure));
  if (records == nullptr || records->size() == 0) return section;
  section.figures.push_back(probabilities(*records));
  std::vector<std::string> effects;
  for (std::size_t r = 0; r < records->size(); ++r)
    if (records->text(r, "part") == "plane" &&
        std::find(effects.begin(), effects.end(), records->text(r, "of")) == effects.end())
      effects.push_back(records->text(r, "of"));
  for (const std::string& effect : effects) {
    if (samples) section.figures.push_back(plane(inputs, *samples, *records, effect));
    section.figures.push_back(acceptability(*records, effect));
  }
  if (Figure figure = information(*records, inputs.drawn()); !figure.table.rows.empty())
    section.figures.push_back(std::move(figure));
  return section;
}

}  // namespace report::sections
