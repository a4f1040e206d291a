#include "models/scenario/diagnostics.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_set>
#include <utility>

namespace scenario {

namespace {

std::string all_messages(const std::vector<Diagnostic>& diagnostics) {
  std::string text;
  for (const Diagnostic& d : diagnostics) {
    if (!text.empty()) text += '\n';
    text += to_string(d);
  }
  return text;
}

/// Each message once: an entry of a catalogue that several systems use is wrong in one place, whatever the path that
/// led there. Its last key counts: two keys missing from one mapping are two mistakes.
std::vector<Diagnostic> without_repeats(std::vector<Diagnostic> diagnostics) {
  std::unordered_set<std::string> seen;
  std::erase_if(diagnostics, [&](const Diagnostic& d) {
    Diagnostic said = d;
    if (d.place.line > 0) said.path.erase(0, said.path.rfind('.') + 1);
    return !seen.insert(to_string(said)).second;
  });
  return diagnostics;
}

/// Case, and the choice between "-", "_" and " ", are not mistakes worth a whole edit.
char folded(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
  return c == '-' || c == ' ' ? '_' : c;
}

/// Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours.
std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (folded(a[i - 1]) == folded(b[j - 1]) ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && folded(a[i - 1]) == folded(b[j - 2]) && folded(a[i - 2]) == folded(b[j - 1]))
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace

std::string to_string(const Place& place) {
  std::string text = place.file ? *place.file : std::string();
  if (place.line <= 0) return text;
  if (text.empty())
    text = "line " + std::to_string(place.line);
  else
    text += ':' + std::to_string(place.line);
  if (place.column > 0) text += ':' + std::to_string(place.column);
  return text;
}

std::string to_string(const Diagnostic& diagnostic) {
  std::string text = to_string(diagnostic.place);
  if (!text.empty()) text += ": ";
  text += diagnostic.severity == Severity::error ? "error: " : "warning: ";
  if (!diagnostic.path.empty()) text += diagnostic.path + ": ";
  return text + diagnostic.message;
}

InputError::InputError(std::vector<Diagnostic> diagnostics)
    : InputError(Unrepeated{without_repeats(std::move(diagnostics))}) {}

InputError::InputError(Unrepeated unrepeated)
    : std::runtime_error(all_messages(unrepeated.diagnostics)), diagnostics_(std::move(unrepeated.diagnostics)) {}

void Diagnostics::error(Place place, std::string path, std::string message) {
  all_.push_back({std::move(place), Severity::error, std::move(path), std::move(message)});
  ++errors_;
}

void Diagnostics::warning(Place place, std::string path, std::string message) {
  all_.push_back({std::move(place), Severity::warning, std::move(path), std::move(message)});
}

void Diagnostics::throw_if_errors() const {
  if (!has_errors()) return;
  std::vector<Diagnostic> sorted = all_;
  const auto order = [](const Diagnostic& d) {
    return std::tuple(d.place.file ? std::string_view(*d.place.file) : std::string_view(), d.place.line,
                      d.place.column);
  };
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return order(a) < order(b); });
  throw InputError(std::move(sorted));
}

std::string in_message(std::string_view text) {
  constexpr std::size_t longest = 60;
  const bool cut = text.size() > longest;
  if (cut) {
    text = text.substr(0, longest);
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80) text.remove_suffix(1);
    if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0x80) text.remove_suffix(1);
  }
  std::string out = "\"";
  for (const char c : text) {
    if (c == '\n')
      out += "\\n";
    else if (static_cast<unsigned char>(c) >= 0x20)
      out += c;
  }
  return out + (cut ? "...\"" : "\"");
}

std::string nearest(std::string_view word, std::span<const std::string> candidates) {
  constexpr std::size_t longest = 100;  // nobody misspells a longer word, and the work grows with its square
  if (word.empty() || word.size() > longest) return {};
  const std::size_t near_enough = std::max<std::size_t>(1, word.size() / 3);
  std::string best;
  std::size_t best_edits = near_enough + 1;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > word.size() + near_enough || word.size() > candidate.size() + near_enough) continue;
    const std::size_t n = edits(word, candidate);
    if (n < best_edits && n < std::max(word.size(), candidate.size())) {
      best = candidate;
      best_edits = n;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view word, std::span<const std::string> candidates) {
  const std::string best = nearest(word, candidates);
  return best.empty() ? best : "; did you mean " + in_message(best) + "?";
}

}  // namespace scenario
