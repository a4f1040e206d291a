#pragma once

#include "tools/report/document.hpp"
#include "tools/report/inputs.hpp"

namespace report {

/// The report of a result folder: its sections in the order a reader wants them, those that the folder has data for,
/// with one that says what is missing. Its `measures` are left to who writes the page and knows how much room there is.
/// \param threads  to make sections with, at once; the report is the same for any number of them
/// \throws results::StoreError if a file of the folder is damaged
Report build(const Inputs& inputs, unsigned threads = 1);

}  // namespace report
