#pragma once

#include "tools/results/difference.hpp"
#include "tools/results/read_folder.hpp"

#include <cstddef>
#include <string>
#include <vector>

/// What `diff` prints of two runs and of two sweeps alike, to standard output.
namespace tools::difference_text {

/// How much of a list is printed.
struct Listing {
  bool all;
  std::size_t width;  ///< columns

  std::size_t of(std::size_t size, std::size_t most) const;
  void print_rest(std::size_t size, std::size_t most) const;
};

/// An output that differs, and of a sweep at which point: ", point 3 (posts 4)".
struct Line {
  const results::OutputChange* change;
  std::string where;
};

/// Broken so that no line is wider than the listing.
void print_wrapped(const std::string& text, const Listing& listing);
/// Facts of both, equal ones too: title, model, version, build, seed, ... \param folder_first, folder_second  as named
std::vector<results::Change> facts(const std::string& folder_first, const std::string& folder_second,
                                   const results::Finished& first, const results::Finished& second);
void print_facts(const std::vector<results::Change>& facts, const Listing& listing);
/// What else stands in the way of comparing them, in words.
void print_notes(const results::Finished& first, const results::Finished& second,
                 const std::vector<results::InputChange>& inputs, const Listing& listing);
void print_inputs(const std::vector<results::InputChange>& changes, const Listing& listing);
/// How many differ, what the marks mean, and each with its means and difference. \param scope  a sentence on what is
/// compared. \param compared  how many were. \param one_system  then none is named
void print_outputs(const std::vector<Line>& changes, std::size_t compared, const std::string& scope, bool one_system,
                   const Listing& listing);
void print_unshared(const char* what, const results::Unshared& unshared, const Listing& listing);

}  // namespace tools::difference_text
