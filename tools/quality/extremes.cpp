#include "tools/quality/extremes.hpp"

#include <algorithm>

namespace quality {

namespace {

constexpr NamedTest of_abuse[] = {
    {"no incidents and no contacts", "without incidents or contacts there is no variable reactive cost"},
    {"no limit of any capacity", "without limits of capacity the only waits left are those for a date"},
    {"no limit of one capacity", "more of the same capacity, without limit, leaves nobody waiting for it"},
    {"no risk aversion", "without risk aversion no system has a false escalation"},
    {"no sharing of information",
     "without shared information no option tells the truly high better than the old front doors do"},
    {"no effect of managing perpetrators",
     "a management without effect shows a fall by selection alone, and none against the same people's baseline"},
    {"a breach recorded for certain",
     "with a chance of one every police incident under an order is a breach of it, and nothing else is"},
    {"an option that changes nothing",
     "a system that keeps everything of the baseline differs from it by exactly nothing"},
    {"no effect on money", "no effect gives no benefit, no return and no payback"},
    {"no cost", "ratios of a case without cost are none, not infinite"},
    {"no discounting", "at a rate of nought a present value is the plain sum, to the penny"},
};

constexpr NamedTest of_network[] = {
    {"nobody arrives", "a rate of 0 brings nobody, however it is written"},
    {"unlimited servers", "unlimited servers: nobody waits and there is no utilisation"},
    {"no room to wait", "a line without room is a loss system, by hand"},
    {"more arrivals than can be served", "an overloaded server by hand, from empty"},
};

constexpr NamedTest of_traces[] = {
    {"one person's life",
     "a life holds all of one person and nothing of others, incidents of their relationships apart"},
    {"the order of a case's events",
     "every case is referred or goes on before anything else, and nothing follows its end"},
    {"writing the log", "a journal changes nothing"},
};

}  // namespace

std::span<const NamedTest> extremes_of_abuse() { return of_abuse; }
std::span<const NamedTest> extremes_of_network() { return of_network; }
std::span<const NamedTest> tests_of_traces() { return of_traces; }

const TestTitle* find_test(std::string_view title) {
  const auto all = test_titles();
  const auto found = std::ranges::find(all, title, &TestTitle::title);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace quality
