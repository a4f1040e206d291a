#pragma once

#include "models/algorithm.hpp"

#include <vector>

/// What the model does, each defined beside the code that does it.
namespace abuse {

extern const Algorithm relationship_algorithm;  ///< relationships.cpp
extern const Algorithm incident_algorithm;      ///< incidents.cpp
extern const Algorithm disclosure_algorithm;    ///< disclosure.cpp
extern const Algorithm referral_algorithm;      ///< referrals.cpp
extern const Algorithm assessment_algorithm;    ///< assessment.cpp
extern const Algorithm case_algorithm;          ///< caseload.cpp
extern const Algorithm capacity_algorithm;      ///< capacity.cpp
extern const Algorithm effect_algorithm;        ///< effects.cpp
extern const Algorithm transition_algorithm;    ///< transition.cpp
extern const Algorithm start_algorithm;         ///< look_back.cpp and steady_state.cpp
extern const Algorithm account_algorithm;       ///< accounts.cpp
extern const Algorithm comparison_algorithm;    ///< replicate.cpp
extern const Algorithm tie_algorithm;           ///< world.cpp

/// All of them, in the order in which they are best read.
std::vector<Algorithm> algorithms();

}  // namespace abuse
