#pragma once

#include "models/abuse/agreements.hpp"

#include <cstddef>
#include <span>
#include <string>

/// Who pays and who gains under the scenario's agreement.
namespace results {

/// agreements.csv: part, system, basis, party, quantity, year, unit, n, mean, p05, p95: a line for each figure.
std::string agreements_csv(std::span<const abuse::AgreementFigure> figures);

/// The same for people, system by system. \param width  columns to fit sentences into
std::string agreements_text(std::span<const abuse::AgreementFigure> figures, bool drawn, std::size_t width);

}  // namespace results
