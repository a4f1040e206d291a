#include "tools/report/compact_svg.hpp"

#include "models/pathway/draw.hpp"

#include <cctype>
#include <cmath>
#include <cstdlib>
#include <string_view>

namespace report {

namespace {

/// Takes out whatever stands between the two, and them.
void cut(std::string& text, std::string_view from, std::string_view to) {
  std::string out;
  out.reserve(text.size());
  std::size_t kept = 0;
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, kept)) {
    const std::size_t end = text.find(to, at + from.size());
    if (end == std::string::npos) break;
    out.append(text, kept, at - kept);
    kept = end + to.size();
  }
  text = out.append(text, kept);
}

void replace(std::string& text, std::string_view what, std::string_view with) {
  std::string out;
  out.reserve(text.size());
  std::size_t kept = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, kept)) {
    out.append(text, kept, at - kept).append(with);
    kept = at + what.size();
  }
  text = out.append(text, kept);
}

/// Whole numbers for the places that an attribute gives.
void round_attribute(std::string& text, const std::string& attribute) {
  const std::string start = " " + attribute + "=\"";
  std::string out;
  out.reserve(text.size());
  std::size_t kept = 0;
  for (std::size_t at = text.find(start); at != std::string::npos; at = text.find(start, kept)) {
    const std::size_t begin = at + start.size(), end = text.find('"', begin);
    if (end == std::string::npos) break;
    out.append(text, kept, begin - kept);
    for (std::size_t i = begin; i < end;) {
      const bool is_number = std::isdigit(static_cast<unsigned char>(text[i])) != 0 || text[i] == '-';
      if (!is_number) {
        out += text[i++];
        continue;
      }
      char* stop = nullptr;
      out += std::to_string(std::lround(std::strtod(text.c_str() + i, &stop)));
      i = static_cast<std::size_t>(stop - text.c_str());
    }
    kept = end;
  }
  text = out.append(text, kept);
}

/// A polygon ends where it begins without saying so.
void open_polygons(std::string& text) {
  static const std::string start = " points=\"";
  for (std::size_t at = text.find(start); at != std::string::npos; at = text.find(start, at)) {
    at += start.size();
    const std::size_t end = text.find('"', at), last = text.rfind(' ', end), first = text.find(' ', at);
    if (end == std::string::npos || first >= last || last > end) continue;
    if (text.compare(at, first - at, text, last + 1, end - last - 1) == 0) text.erase(last, end - last);
  }
}

/// <g id="..." class="node"> is <g>.
void forget_names(std::string& text) {
  for (const char* const kind : {"\" class=\"node\">", "\" class=\"edge\">", "\" class=\"graph\""}) {
    const std::string end = kind;
    for (std::size_t at = text.find(end); at != std::string::npos; at = text.find(end, at)) {
      const std::size_t begin = text.rfind(" id=\"", at);
      text.replace(begin, at + end.size() - begin, end.back() == '>' ? ">" : "");
      at = begin;
    }
  }
}

}  // namespace

std::string compact_svg(const std::string& svg) {
  std::string text = svg;
  cut(text, "<!-- ", " -->\n");
  cut(text, "<title>", "</title>\n");
  forget_names(text);
  const std::string family = std::string(" font-family=\"") + pathway::font + "\"";
  replace(text, family, "");
  replace(text, " font-size=\"10.00\"", "");  // words on lines, see the style below
  replace(text, " font-size=\"11.00\"", "");
  replace(text, " font-size=\"11\"", "");
  replace(text, " paint-order=\"stroke\" stroke=\"white\" stroke-width=\"3\"", " class=\"rim\"");
  replace(text, "\"#333333\"", "\"#333\"");
  replace(text, " text-anchor=\"middle\"", "");
  replace(text, ".00\"", "\"");
  for (const char* const attribute : {"x", "y", "d", "points"}) round_attribute(text, attribute);
  open_polygons(text);
  replace(text, "<g>\n<g>\n", "<g><g>\n");
  const std::size_t head = text.find("<svg ");
  if (head != std::string::npos)
    text.insert(head + 4, " class=\"pathway\"" + family + " font-size=\"11\" text-anchor=\"middle\"");
  const std::size_t body = text.find("<rect ");
  if (body != std::string::npos)
    text.insert(body, "<style>.pathway .rim{font-size:10px;paint-order:stroke;stroke:#fff;stroke-width:3}</style>\n");
  replace(text, "<g class=\"key\"", "<g class=\"key\" text-anchor=\"start\"");
  return text;
}

}  // namespace report
