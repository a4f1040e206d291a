#pragma once

#include "tools/quality/facts.hpp"

#include <string>

/// What is simulated, read off the compiled scenario: Markdown for the reporting standards. Systems that say the same
/// share a line.
namespace quality {

std::string entities(const Facts& facts);
std::string activities(const Facts& facts);
std::string resources(const Facts& facts);
std::string queues(const Facts& facts);
std::string ways_in_and_out(const Facts& facts);
/// The mechanisms in words, each as it stands beside its code.
std::string algorithms(const Facts& facts);

/// Said in place of each of these where the scenario cannot be read any more.
inline constexpr const char* unreadable =
    "The scenario of this folder cannot be read by the program that wrote this file, so that nothing can be said.\n";

}  // namespace quality
