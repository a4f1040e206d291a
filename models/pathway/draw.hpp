#pragma once

#include "models/pathway/build.hpp"
#include "models/pathway/graph.hpp"

#include <iosfwd>
#include <string>
#include <vector>

namespace pathway {

/// How things look. Okabe and Ito's colours, which colour-blind people tell apart; the fills are tints of them that
/// carry black text, and every meaning has a second sign besides its colour, so that it survives a grey printer.
struct LineStyle {
  const char* colour;
  const char* dash;    ///< Graphviz's style
  const char* dashes;  ///< SVG's stroke-dasharray
  const char* meaning;
};

const char* word(Kind kind);
const char* fill(Kind kind);
const LineStyle& line_style(Flow flow);

inline constexpr const char* font = "Helvetica,Arial,sans-serif";
inline constexpr const char* outline_colour = "#4D4D4D";
inline constexpr const char* grey = "#666666";
inline constexpr const char* amber = "#E08A00";
inline constexpr const char* red = "#B2182B";
inline constexpr double amber_above = 0.85;
inline constexpr double red_above = 1.0;

/// "key_worker" as people read it.
std::string readable(const std::string& name);
/// readable(), broken into lines of about `width` characters between words.
std::vector<std::string> wrapped(const std::string& name);
/// "1,234", "3.5".
std::string count(double number);
/// "412 cases a year", line break, "staff: 92 % of capacity", line break, "wait 12 days" where people wait; without
/// loads, "staff".
std::string describe(const Spec& spec, const std::vector<Load>& loads, std::size_t service);
/// The id of a service's box in the SVG, unique among pictures of systems with different names.
std::string box_id(const Spec& spec, const std::string& name);

/// write_dot, with or without the key in words under the picture.
void write_dot(const Spec& spec, const std::vector<Load>& loads, bool with_key, std::ostream& out);

}  // namespace pathway
