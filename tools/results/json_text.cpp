#include "tools/results/json_text.hpp"

#include "tools/results/number.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace results {

std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string json_number(double value) { return std::isfinite(value) ? shortest(value) : "null"; }

}  // namespace results
