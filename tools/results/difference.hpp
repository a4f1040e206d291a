#pragma once

#include "models/experiment.hpp"
#include "models/scenario/document.hpp"
#include "sim/summary.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// How two results differ: what went into them, and what came out.
namespace results {

/// Something that two results hold differently, as text.
struct Change {
  std::string path;                          ///< "systems.six_route.services.idva.capacity.fte", "targets.3.value"
  std::optional<std::string> first, second;  ///< nothing where only the other has it
};

/// An input that differs. Of an evidenced number the path and the texts are those of its value.
struct InputChange : Change {
  bool only_evidence = false;    ///< the value is the same
  std::vector<Change> evidence;  ///< what else of the number's record differs: source, range, grade, ...
};

/// What differs between two resolved scenarios, in the order of the first, then what only the second has. Lists are
/// compared by index, the order of keys says nothing, and 0.70 is 0.7. A whole branch that one of them lacks is one
/// change, written {in: flow} if it is short and as "12 values" if not.
std::vector<InputChange> input_changes(const scenario::Node& first, const scenario::Node& second);

/// The second mean minus the first.
struct MeanDifference {
  double mean = 0;                 ///< NaN without values
  double ci_low = 0, ci_high = 0;  ///< NaN with too few values; equal to the mean where nothing varies
  double standard_error = 0;       ///< NaN where the interval is

  bool has_interval() const { return ci_low <= ci_high; }
  bool excludes_zero() const { return ci_low > 0 || ci_high < 0; }
};

/// How many standard errors from zero; 0 without an interval.
double clarity(const MeanDifference& difference);

/// For two samples taken in pairs, replication by replication: Student t over the differences. A pair counts where both
/// of its values are present (not NaN); two are needed for an interval.
/// \param confidence  of the interval, in (0, 1)
/// \throws std::invalid_argument if the samples are not of one length
MeanDifference paired_difference(std::span<const double> first, std::span<const double> second,
                                 double confidence = 0.95);

/// For two independent samples, whose variances may differ: Welch's t interval. NaN marks a missing value; each sample
/// needs two for an interval.
/// \source Welch 1947 (Biometrika 34, 28-35), with the degrees of freedom of Satterthwaite 1946 (Biometrics Bulletin 2,
///         110-114): (a + b)^2 / (a^2 / (m - 1) + b^2 / (n - 1)) for squared standard errors a and b of the two means
MeanDifference independent_difference(std::span<const double> first, std::span<const double> second,
                                      double confidence = 0.95);

/// A metric that differs over the whole horizon under one system.
struct OutputChange {
  std::string system;
  experiment::Metric metric;
  sim::Summary first, second;  ///< of the replications compared
  bool some_missing = false;   ///< a replication compared has no value
  MeanDifference difference;   ///< of pairs, it need not be the difference of the means where values are missing
};

/// A metric for people, and what tells one from another: "care_days (days)", "incidents (incidents, tier=high)".
std::string full_name(const experiment::Metric& metric);

/// Names that only one of two results holds, in its order.
struct Unshared {
  std::vector<std::string> first, second;
};

struct OutputComparison {
  bool paired = false;
  std::vector<std::uint32_t> replications;  ///< if paired: those that both have, ascending; nothing else is compared
  std::size_t compared = 0;                 ///< systems times metrics that both have
  std::vector<OutputChange> changes;        ///< clearest first: by |difference| over its standard error
  Unshared systems;
  Unshared metrics;  ///< by full_name: one whose unit has changed is another metric
};

/// Every metric of every system that both results hold, over the whole horizon. Results of one seed are paired over the
/// replications that both have, if there are two such or they have the same ones; others count as independent. A metric
/// is no change if its values are equal pair by pair, or, if not paired, all values of both are one number.
/// \param same_seed  of the random numbers
/// \param groups     metrics of groups too, not everybody's only
OutputComparison compare_outputs(const experiment::Results& first, const experiment::Results& second, bool same_seed,
                                 bool groups = false);

}  // namespace results
