"""The terms of the Schema.org Accessibility Properties for Discoverability Vocabulary (W3C), as of 2026-03."""

from __future__ import annotations

from collections.abc import Mapping

HAZARDS: Mapping[str, tuple[str, str]] = {
    "flashing": ("noFlashingHazard", "unknownFlashingHazard"),
    "motionSimulation": ("noMotionSimulationHazard", "unknownMotionSimulationHazard"),
    "sound": ("noSoundHazard", "unknownSoundHazard"),
}
"""Each hazard with the terms that say that it is not there, or not known."""
SENSES = ("auditory", "tactile", "textual", "visual")

TERMS: Mapping[str, tuple[str, ...]] = {
    "accessMode": (
        *SENSES,
        *"chartOnVisual chemOnVisual colorDependent diagramOnVisual mathOnVisual musicOnVisual textOnVisual".split(),
    ),
    "accessModeSufficient": SENSES,
    "accessibilityHazard": ("none", "unknown", *HAZARDS, *(term for both in HAZARDS.values() for term in both)),
    "accessibilityFeature": tuple(
        """
        annotations ARIA bookmarks index printPageNumbers pageBreakMarkers pageNavigation readingOrder structuralNavigation
        tableOfContents taggedPDF alternativeText audioDescription captions closedCaptions describedMath longDescription
        openCaptions signLanguage transcript displayTransformability displayTransformability/font-size
        displayTransformability/font-family displayTransformability/line-height displayTransformability/word-spacing
        displayTransformability/letter-spacing displayTransformability/color displayTransformability/background-color
        synchronizedAudioText timingControl unlocked ChemML latex latex-chemistry MathML MathML-chemistry ttsMarkup
        highContrastAudio highContrastAudio/noBackground highContrastAudio/reducedBackground
        highContrastAudio/switchableBackground highContrastDisplay largePrint braille tactileGraphic tactileObject
        fullRubyAnnotations horizontalWriting rubyAnnotations verticalWriting withAdditionalWordSegmentation
        withoutAdditionalWordSegmentation none unknown
        """.split()
    ),
}
"""What each property may say; of `accessModeSufficient`, what a list with commas is made of."""
