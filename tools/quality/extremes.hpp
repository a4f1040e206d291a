#pragma once

#include "tools/quality/test_titles.hpp"

#include <span>
#include <string_view>

namespace quality {

/// A test of the program that puts something at an end of what it may be, or follows single people.
struct NamedTest {
  std::string_view what;   ///< in words
  std::string_view title;  ///< of the test
};

/// Tests of the model of domestic abuse and its money at extreme values, and those of a network of queues.
std::span<const NamedTest> extremes_of_abuse();
std::span<const NamedTest> extremes_of_network();
/// Tests of the log of a replication's events and of single lives.
std::span<const NamedTest> tests_of_traces();

/// The test of that title among those the program was built with; null if there is none.
const TestTitle* find_test(std::string_view title);

}  // namespace quality
