#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tools::sweeps {

/// A table of texts that lie one behind the other, so that millions of them cost little more than their letters.
class Texts {
 public:
  Texts() = default;
  explicit Texts(std::size_t columns) : columns_(columns) {}

  /// The next text, of the present row or, once that is full, of the next.
  void add(std::string_view text) {
    letters_ += text;
    ends_.push_back(letters_.size());
  }
  /// Only full ones.
  std::size_t rows() const { return columns_ == 0 ? 0 : ends_.size() / columns_; }
  std::size_t columns() const { return columns_; }
  /// \return it, until another is added
  std::string_view at(std::size_t row, std::size_t column) const {
    const std::size_t i = row * columns_ + column, start = i == 0 ? 0 : ends_[i - 1];
    return std::string_view(letters_).substr(start, ends_[i] - start);
  }
  /// Of all of them together.
  std::size_t letters() const { return letters_.size(); }

 private:
  std::size_t columns_ = 0;
  std::string letters_;
  std::vector<std::size_t> ends_;  ///< of each text in `letters_`
};

}  // namespace tools::sweeps
