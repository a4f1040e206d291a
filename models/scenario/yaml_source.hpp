#pragma once

#include "models/scenario/diagnostics.hpp"

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace scenario {

/// The text that yaml-cpp reads, for what its marks do not say.
class YamlSource {
 public:
  /// \param text  must outlive the source
  YamlSource(std::string_view text, const std::string& name);

  /// yaml-cpp counts bytes from 0, a place characters from 1.
  Place place(const YAML::Mark& mark) const;
  Place place(std::size_t offset) const;

  /// Whether a value's properties (`&anchor !tag`) hold a tag; yaml-cpp gives quoted text and `! text` the same one.
  bool has_tag(const YAML::Mark& mark) const;

  /// Whether quoted text ends. yaml-cpp closes a forgotten quote at the end of the file, with all that stands between.
  bool is_closed(const YAML::Mark& mark) const;

  /// yaml-cpp's message in the words of somebody who writes a file, not a parser.
  std::string explain(const YAML::Exception& e) const;

 private:
  static constexpr std::size_t block = 64;

  Place place(std::size_t line, std::size_t offset) const;
  std::size_t characters_before(std::size_t offset) const;
  char at(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }
  std::size_t skip_anchor(const YAML::Mark& mark) const;
  bool is_indented_by_tab(int line) const;

  std::string_view text_;
  std::shared_ptr<const std::string> name_;
  std::vector<std::size_t> lines_;       // offset of each line's first byte
  std::vector<std::size_t> characters_;  // how many stand before each block of bytes
};

}  // namespace scenario
