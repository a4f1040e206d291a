#pragma once

#include "tools/experiment.hpp"
#include "tools/sweep/config.hpp"

#include <functional>
#include <optional>
#include <string>

namespace tools::sweeps {

/// A factor's value as text, from a number in [0, 1].
using Scale = std::function<std::string(double)>;

/// What the number that a factor sets is kept in; nothing if it sets none that the scenario knows.
std::optional<scenario::Unit> unit_of(const Factor& factor, const Experiment& base);

/// Whether the factor has a range of a number that counts things, which is then taken from that range's whole numbers.
bool is_whole_range(const Factor& factor, const Experiment& base);

/// Of a factor's range or, by evidence, of the distribution that the scenario gives its number. A range goes evenly
/// from its lowest to its highest. Of a number that counts things its ends are whole, and each whole number from one to
/// the other has the same chance. \param takes_ends  of 0 and 1 both ends are taken: of a distribution its 5 % and 95 %
/// points, and of whole numbers the
///                    nearest to what would be there, so that the ends are what they are
/// \throws scenario::InputError
Scale scale_of(const scenario::Named<Factor>& factor, const Experiment& base, bool takes_ends);

}  // namespace tools::sweeps
