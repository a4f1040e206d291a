#pragma once

#include "tools/report/document.hpp"

#include <string>
#include <utility>

namespace report::sections {

/// A figure with nothing in it yet but what it is called.
inline Figure figure_of(std::string id, std::string subject, std::string title = "") {
  Figure figure{};
  figure.id = std::move(id);
  figure.subject = std::move(subject);
  figure.title = std::move(title);
  return figure;
}

}  // namespace report::sections
