#pragma once

#include "models/scenario/document.hpp"

#include <filesystem>
#include <fstream>
#include <ostream>
#include <random>
#include <string>
#include <vector>

namespace scenario::testing {

/// Messages that a failing test prints.
struct Messages : std::vector<std::string> {
  using std::vector<std::string>::vector;
};

inline std::ostream& operator<<(std::ostream& out, const Messages& messages) {
  for (const std::string& message : messages) out << "\n    " << message;
  return out;
}

/// Each diagnostic as a user sees it, with `folder/` taken out of it.
inline Messages messages(const Diagnostics& diagnostics, const std::string& folder = "") {
  Messages all;
  for (const Diagnostic& d : diagnostics.all()) {
    std::string text = to_string(d);
    for (std::size_t at; !folder.empty() && (at = text.find(folder + '/')) != std::string::npos;)
      text.erase(at, folder.size() + 1);
    all.push_back(std::move(text));
  }
  return all;
}

/// What is said of a scenario in a file x.yaml.
inline Messages said_of(std::string_view text, const Limits& limits = {}) {
  Diagnostics diagnostics;
  read_text(text, "x.yaml", diagnostics, limits);
  return messages(diagnostics);
}

/// The tree of a text without mistakes.
inline Node tree(std::string_view text) {
  Diagnostics diagnostics;
  Node node = read_text(text, "x.yaml", diagnostics);
  diagnostics.throw_if_errors();
  return node;
}

/// Files that are gone after the test.
class Folder {
 public:
  Folder() {
    std::random_device seed;  // a name, no result depends on it
    path_ = (std::filesystem::temp_directory_path() / ("wholeplace-scenario-" + std::to_string(seed()))).string();
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const Folder& write(const std::string& name, std::string_view text) const {
    const std::filesystem::path file = std::filesystem::path(path_) / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return *this;
  }
  const std::string& path() const { return path_; }
  std::string file(const std::string& name) const { return path_ + '/' + name; }

 private:
  std::string path_;
};

}  // namespace scenario::testing
