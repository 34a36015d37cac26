<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en">
    <context>
        <name>Checklist</name>
        <message numerus="yes">
            <source>%n apply</source>
            <translation>
                <numerusform>%n applies</numerusform>
                <numerusform>%n apply</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ComparisonTable</name>
        <message numerus="yes">
            <source>+ %n more</source>
            <translation>
                <numerusform>+ %n more</numerusform>
                <numerusform>+ %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ConflictLines</name>
        <message numerus="yes">
            <source>+ %n more</source>
            <translation>
                <numerusform>+ %n more</numerusform>
                <numerusform>+ %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CriteriaForm</name>
        <message numerus="yes">
            <source>%n open</source>
            <translation>
                <numerusform>%n open</numerusform>
                <numerusform>%n open</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Dating</name>
        <message numerus="yes">
            <source>%n differ(s)</source>
            <translation>
                <numerusform>%n differs</numerusform>
                <numerusform>%n differ</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DropDownEditor</name>
        <message numerus="yes">
            <source>settles %n option(s)</source>
            <translation>
                <numerusform>settles %n option</numerusform>
                <numerusform>settles %n options</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>EarlierEditor</name>
        <message numerus="yes">
            <source>%n recorded</source>
            <translation>
                <numerusform>%n recorded</numerusform>
                <numerusform>%n recorded</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>settles %n option(s)</source>
            <translation>
                <numerusform>settles %n option</numerusform>
                <numerusform>settles %n options</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LesionTable</name>
        <message numerus="yes">
            <source>settles %n option(s)</source>
            <translation>
                <numerusform>settles %n option</numerusform>
                <numerusform>settles %n options</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>NumberEditor</name>
        <message numerus="yes">
            <source>settles %n option(s)</source>
            <translation>
                <numerusform>settles %n option</numerusform>
                <numerusform>settles %n options</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>OptionList</name>
        <message numerus="yes">
            <source>Ask next: {field} (%n options)</source>
            <translation>
                <numerusform>Ask next: {field} (%n option)</numerusform>
                <numerusform>Ask next: {field} (%n options)</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PrintPreview</name>
        <message numerus="yes">
            <source>Copied: %n character(s). It is taken off the clipboard after 30 seconds.</source>
            <translation>
                <numerusform>Copied: %n character. It is taken off the clipboard after 30 seconds.</numerusform>
                <numerusform>Copied: %n characters. It is taken off the clipboard after 30 seconds.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PrintQueue</name>
        <message numerus="yes">
            <source>Saved: %n file(s), named by their numbers.</source>
            <translation>
                <numerusform>Saved: %n file, named by its number.</numerusform>
                <numerusform>Saved: %n files, named by their numbers.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Section</name>
        <message numerus="yes">
            <source>%n recorded</source>
            <translation>
                <numerusform>%n recorded</numerusform>
                <numerusform>%n recorded</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SegmentEditor</name>
        <message numerus="yes">
            <source>settles %n option(s)</source>
            <translation>
                <numerusform>settles %n option</numerusform>
                <numerusform>settles %n options</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>WhatIfBand</name>
        <message numerus="yes">
            <source>%n difference(s)</source>
            <translation>
                <numerusform>%n difference</numerusform>
                <numerusform>%n differences</numerusform>
            </translation>
        </message>
    </context>
</TS>
