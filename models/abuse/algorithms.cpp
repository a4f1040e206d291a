#include "models/abuse/algorithms.hpp"

namespace abuse {

std::vector<Algorithm> algorithms() {
  return {relationship_algorithm, incident_algorithm,   disclosure_algorithm, referral_algorithm, assessment_algorithm,
          case_algorithm,         capacity_algorithm,   effect_algorithm,     account_algorithm,  tie_algorithm,
          start_algorithm,        transition_algorithm, comparison_algorithm};
}

}  // namespace abuse
