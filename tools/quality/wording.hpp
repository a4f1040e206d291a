#pragma once

#include "models/scenario/evidence.hpp"

#include <string>

/// How the numbers of a scenario and what they are called are put for people who have not seen its file.
namespace quality {

/// A number as somebody wrote it, or to six significant figures where arithmetic has left more than anybody wrote (a
/// range as a share of its value, a rate a year kept per day). Whole numbers keep every digit, and so does the whole
/// part of others.
double as_written(double value);
/// The same as text; "" if it is not finite.
std::string number_text(double value);
/// With its unit: "84 days", "£13.20", "0.0178 per day".
std::string quantity_text(double value, scenario::Unit unit);

/// Where a number of the scenario belongs, without the system's name: "systems.option_1.services.idva.take_up" is
/// "services, idva, take up"; an element of a list is "no. 3".
std::string place_in_words(const std::string& path);
/// The system that a number belongs to; "" if it belongs to every one.
std::string system_of(const std::string& path);

/// What a number is: its description and, where that is said of several, its place: "True tier at onset (abuse,
/// relationships, tier, high)".
std::string number_in_words(const scenario::Assumption& assumption);

/// How it is known: its status; without one, whether it is a setting, something to compare with, or nobody said.
std::string status_in_words(const scenario::Assumption& assumption);

}  // namespace quality
