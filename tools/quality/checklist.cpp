#include "tools/quality/checklist.hpp"

#include "models/scenario/study.hpp"
#include "tools/quality/markdown.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace quality {

namespace {

constexpr std::array<const char*, 5> filled_words{
    "from the run", "in part; the rest is for people to write", "by people, in the scenario's study section",
    "from the run, and by people in the scenario's study section", "not yet; for people to write"};

constexpr const char* gap_begins = "> For people to write: ";

std::string_view doc_of(std::string_view key) {
  const auto found = std::ranges::find_if(scenario::study_texts, [&](const auto& text) { return text.key == key; });
  if (found == std::end(scenario::study_texts)) throw std::logic_error("no text of a study: " + std::string(key));
  return found->doc;
}

}  // namespace

Item from_run(std::string number, std::string asks, std::string content) {
  const bool has_gap = content.find(gap_begins) != std::string::npos;
  return {std::move(number), std::move(asks), has_gap ? Filled::partly : Filled::run, std::move(content)};
}

Item with_people(const Facts& facts, std::string number, std::string asks, const std::vector<std::string>& keys,
                 const std::string& known) {
  Item item{std::move(number), std::move(asks), Filled::gap, known};
  std::size_t written = 0;
  for (const std::string& key : keys) {
    const std::string text = facts.study(key);
    written += text.empty() ? 0 : 1;
    if (!item.content.empty()) item.content += "\n";
    item.content +=
        text.empty() ? fmt::format("{}{} (`study.{}`).\n", gap_begins, doc_of(key), key) : escaped_paragraphs(text);
  }
  const bool all = written == keys.size();
  item.filled = known.empty() ? (all            ? Filled::study
                                 : written == 0 ? Filled::gap
                                                : Filled::partly)
                              : (all ? Filled::both : Filled::partly);
  return item;
}

std::string markdown(const Facts& facts, const Checklist& list) {
  std::array<std::size_t, filled_words.size()> of{};
  for (const Item& item : list.items) ++of[static_cast<std::size_t>(item.filled)];
  const results::Finished& run = facts.inputs.finished();
  std::string out = fmt::format("# {}\n\n{}\n\n", list.title, list.source);
  out += fmt::format("Of: {}. Seed {}, {} of {} replications, {}{}.\n\n", escaped(run.title), run.seed,
                     run.replications_done, run.replications_asked, run.run,
                     run.complete ? "" : "; **unfinished**, so that figures may still change");
  out += fmt::format("{}:\n\n", counted(list.items.size(), "item"));
  for (std::size_t f = 0; f < of.size(); ++f)
    if (of[f] > 0) out += fmt::format("- {} {}\n", of[f], filled_words[f]);
  for (const Item& item : list.items)
    out += fmt::format("\n## {} {}\n\n*Answered: {}.*\n\n{}", item.number, item.asks,
                       filled_words[static_cast<std::size_t>(item.filled)], item.content);
  return tidy(out);
}

}  // namespace quality
