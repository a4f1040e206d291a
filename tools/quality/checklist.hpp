#pragma once

#include "tools/quality/facts.hpp"

#include <string>
#include <vector>

namespace quality {

/// By whom an item of a reporting standard was answered.
enum class Filled {
  run,     ///< the program, from the run and the scenario
  partly,  ///< the program in part: the rest is for people
  study,   ///< people, in the scenario's study section
  both,    ///< the program and people
  gap,     ///< nobody yet
};

struct Item {
  std::string number, asks;
  Filled filled = Filled::run;
  std::string content;  ///< Markdown
};

/// An item that the program answers alone, unless its content names gaps.
Item from_run(std::string number, std::string asks, std::string content);
/// An item that people answer under these keys of the scenario's study section, beside what the program knows of it.
/// What they have not written is a gap, named as such.
/// \param known  Markdown; "" if the program knows nothing
Item with_people(const Facts& facts, std::string number, std::string asks, const std::vector<std::string>& keys,
                 const std::string& known = "");

struct Checklist {
  std::string title, source;
  std::vector<Item> items;
};

/// The whole file.
std::string markdown(const Facts& facts, const Checklist& list);

}  // namespace quality
