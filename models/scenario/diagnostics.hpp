#pragma once

#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace scenario {

/// Where something was written. Lines and columns count from 1; 0 means "nowhere in particular".
struct Place {
  std::shared_ptr<const std::string> file;  ///< as the user named it; empty pointer: no file (a command line --set)
  int line = 0;
  int column = 0;
};

/// "scenarios/x.yaml:41:9", "--set idva.fte=3", ...
std::string to_string(const Place& place);

enum class Severity { warning, error };

struct Diagnostic {
  Place place;
  Severity severity = Severity::error;
  std::string path;     ///< dotted key path: "services.idva.fte"; may be empty
  std::string message;  ///< the rule and what was found
};

/// "scenarios/x.yaml:41:9: error: services.idva.fte: expected a number of at least 0, got "-3""
std::string to_string(const Diagnostic& diagnostic);

/// Everything wrong with the input, all at once and each mistake once: of messages that say the same of the same place
/// and key, reached over several paths, the first is kept.
class InputError : public std::runtime_error {
 public:
  explicit InputError(std::vector<Diagnostic> diagnostics);
  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

 private:
  struct Unrepeated {
    std::vector<Diagnostic> diagnostics;
  };
  explicit InputError(Unrepeated unrepeated);
  std::vector<Diagnostic> diagnostics_;
};

/// Collects mistakes while reading goes on, so that a user sees all of them in one go.
class Diagnostics {
 public:
  void error(Place place, std::string path, std::string message);
  void warning(Place place, std::string path, std::string message);
  bool has_errors() const { return errors_ > 0; }
  const std::vector<Diagnostic>& all() const { return all_; }
  /// \throws InputError with everything collected, in file and line order, if any of it is an error
  void throw_if_errors() const;

 private:
  std::vector<Diagnostic> all_;
  std::size_t errors_ = 0;
};

/// What a user wrote, in quotes, on one line and cut short if it is long.
std::string in_message(std::string_view text);

/// The candidate nearest to a misspelt word by edit distance, or "" if none is near enough to be meant.
std::string nearest(std::string_view word, std::span<const std::string> candidates);
/// `; did you mean "capacity"?` or "".
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

}  // namespace scenario
