#pragma once

#include <string>

namespace report {

/// A picture that pathway::to_svg has drawn, about a third of its size: without comments, tool tips and ids but those
/// that its own description needs, with whole numbers as places, and with what is the same for all words said once.
std::string compact_svg(const std::string& svg);

}  // namespace report
