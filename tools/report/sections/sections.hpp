#pragma once

#include "tools/report/document.hpp"
#include "tools/report/inputs.hpp"

#include <optional>

/// The sections of a report, each from the files of a result folder; nothing where the folder has no data for it. Each
/// id is the function's name, but for `measures`, whose name the page's data have.
/// \throws results::StoreError if a file of the folder is damaged
namespace report::sections {

std::optional<Section> headline(const Inputs& inputs);     ///< which option, how sure, how much, for whom
std::optional<Section> escalation(const Inputs& inputs);   ///< who reaches which tier, truly and falsely
std::optional<Section> demand(const Inputs& inputs);       ///< demand and waits by service over time
std::optional<Section> pathways(const Inputs& inputs);     ///< each system's services, with what flowed through them
std::optional<Section> outcomes(const Inputs& inputs);     ///< the outcomes framework, and what was claimed
std::optional<Section> money(const Inputs& inputs);        ///< by agency and year, who pays and who gains, payback
std::optional<Section> decision(const Inputs& inputs);     ///< how sure the choice between the systems is
std::optional<Section> sensitivity(const Inputs& inputs);  ///< what the choice hangs on
std::optional<Section> fit(const Inputs& inputs);          ///< the baseline against what was counted there
std::optional<Section> assumptions(const Inputs& inputs);  ///< every number put in, the weakest first
std::optional<Section> limits(const Inputs& inputs);       ///< what the results cannot say
std::optional<Section> measures(const Inputs& inputs);     ///< every metric over the whole period
std::optional<Section> missing(const Inputs& inputs);      ///< what the folder does not hold and what would give it
std::optional<Section> reproduce(const Inputs& inputs);    ///< how to make the same results again

}  // namespace report::sections
